/**
 * What a browser keeps for the worker, as plain JSON: told without a line of the worker's own, so
 * that it stays what it was.
 *
 * @typedef {{keyPath: any, autoIncrement: boolean, indexes: Record<string, any>, rows: [any, any][]}} Store
 * @typedef {{version: number, stores: Record<string, Store>}} Stored
 */

/** @param {string} name of a database @returns {Promise<Stored>} */
export async function stored(name) {
  const db = await done(indexedDB.open(name));
  const reading = db.transaction([...db.objectStoreNames]);
  const stores = await Promise.all([...db.objectStoreNames].map(async (one) => [one, await told(reading.objectStore(one))]));
  db.close();
  return { version: db.version, stores: Object.fromEntries(stores) };
}

/** @param {string} name @param {Stored} kept */
export async function restore(name, { version, stores }) {
  const asked = indexedDB.open(name, version);
  asked.onupgradeneeded = () => {
    for (const [one, store] of Object.entries(stores)) lay(asked.result.createObjectStore(one, store), store);
  };
  (await done(asked)).close();
}

/** @param {IDBObjectStore} store @returns {Promise<Store>} */
async function told(store) {
  const [keys, values] = await Promise.all([done(store.getAllKeys()), done(store.getAll())]);
  const indexes = Object.fromEntries([...store.indexNames].map((name) => [name, store.index(name).keyPath]));
  return {
    keyPath: store.keyPath, autoIncrement: store.autoIncrement, indexes,
    rows: keys.map((/** @type {any} */ key, /** @type {number} */ at) => [key, values[at]]),
  };
}

/** @param {IDBObjectStore} store @param {Store} kept */
function lay(store, { keyPath, indexes, rows }) {
  for (const [name, path] of Object.entries(indexes)) store.createIndex(name, path);
  for (const [key, value] of rows) store.put(value, ...(keyPath === null ? [key] : []));
}

/** @param {any} request @returns {Promise<any>} */
function done(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
