/** An express-pouchdb server in memory, with databases as a file tells them, by name; prints its port. */
import expressPouchDB from "express-pouchdb";
import { readFileSync } from "node:fs";
import adapter from "pouchdb-adapter-memory";
import PouchDB from "pouchdb-core";
import views from "pouchdb-mapreduce";
import replication from "pouchdb-replication";

const [, , file] = process.argv;
const Kept = PouchDB.plugin(adapter).plugin(views).plugin(replication).defaults({ adapter: "memory" });
for (const [name, documents] of Object.entries(JSON.parse(readFileSync(file, "utf8")))) {
  const results = await new Kept(name).bulkDocs(documents);
  if (results.some(({ ok }) => !ok)) throw new Error("A document was not kept.");
}
const app = expressPouchDB(Kept, { mode: "minimumForPouchDB", inMemoryConfig: true });
const server = app.listen(0, "127.0.0.1", () => console.log(server.address().port));
