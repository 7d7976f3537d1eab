/**
 * Who of my people should meet: the twin of blueprints/contacts/matching.py, and the small index
 * that stands here for the database's.
 *
 * @typedef {{id: string, name: string, needs: string[], offers: string[]}} Known
 * @typedef {Map<string, number>} Rarities by root
 * @typedef {{seeker: string, helper: string, shared: string[], weight: number}} Pair
 */
import { MATCHING } from "./built/words.js";
import { sorted } from "./order.js";

/** The pairs that are worth suggesting, the strongest first, not without end. @param {Known[]} people @returns {Pair[]} */
export function ranked(people) {
  const known = new Map(people.map((one) => [one.id, one]));
  const rare = rarities(people);
  const pairs = candidates(people, rare).map(([seeker, helper]) => pair(seeker, helper, rare));
  const name = (/** @type {string} */ id) => known.get(id)?.name ?? "";
  const strong = pairs.filter(({ weight }) => weight >= MATCHING.enough);
  const order = sorted(strong, ({ weight, seeker, helper }) => [-weight, name(seeker), name(helper), seeker, helper]);
  return order.slice(0, MATCHING.ranked);
}

/**
 * The first three, with each person in one of them at most.
 * @param {Pair[]} pairs @param {Set<string>} busy who is not to be asked now
 * @param {Set<string>} over the pairs that came up before, by `couple`
 */
export function few(pairs, busy, over) {
  /** @type {Pair[]} */
  const chosen = [];
  const taken = new Set(busy);
  for (const one of pairs) {
    const isFree = !taken.has(one.seeker) && !taken.has(one.helper) && !over.has(couple(one.seeker, one.helper));
    if (chosen.length === MATCHING.most || !isFree) continue;
    chosen.push(one);
    taken.add(one.seeker).add(one.helper);
  }
  return chosen;
}

/** Two people, whoever is named first. @param {string} one @param {string} other */
export function couple(one, other) {
  return one < other ? `${one} ${other}` : `${other} ${one}`;
}

/** Who needs a thing and who offers one: all pairs that may be strong enough. @param {Known[]} people @param {Rarities} rare */
function candidates(people, rare) {
  /** @type {Map<string, Known[]>} who offers what a root stands for */
  const index = new Map();
  for (const one of people) for (const root of one.offers) add(index, root, one);
  return wanted(people, index, rare).flatMap(({ seeker, roots }) => {
    const found = new Set(roots.flatMap((root) => index.get(root) ?? []));
    found.delete(seeker);
    return [...found].map((helper) => /** @type {[Known, Known]} */ ([seeker, helper]));
  });
}

/**
 * What to look for among offers: of people beyond counting, for those who need what fewest offer.
 * @param {Known[]} people @param {Map<string, Known[]>} index @param {Rarities} rare
 */
function wanted(people, index, rare) {
  const all = people.map((seeker) => {
    const roots = telling(seeker.needs, rare);
    const pairs = roots.reduce((sum, root) => sum + (index.get(root)?.length ?? 0), 0);
    return { seeker, roots, pairs };
  });
  let left = MATCHING.weighed;
  return sorted(all, ({ pairs, seeker }) => [pairs, seeker.id]).filter(({ pairs }) => (left -= pairs) >= 0);
}

/** @param {Map<string, Known[]>} index @param {string} root @param {Known} one */
function add(index, root, one) {
  const known = index.get(root);
  if (known) known.push(one);
  else index.set(root, [one]);
}

/** Those roots of a need without which no pair is strong enough. @param {string[]} needs @param {Rarities} rare */
function telling(needs, rare) {
  const common = sorted(needs, (root) => [rare.get(root) ?? 0]);
  const weak = common.findIndex((_, at) => weight(common.slice(0, at + 1), needs, rare) >= MATCHING.enough);
  return weak < 0 ? [] : common.slice(weak);
}

/** @param {Known} seeker @param {Known} helper @param {Rarities} rare @returns {Pair} */
function pair(seeker, helper, rare) {
  const offered = new Set(helper.offers);
  const shared = seeker.needs.filter((root) => offered.has(root));
  return { seeker: seeker.id, helper: helper.id, shared, weight: weight(shared, seeker.needs, rare) };
}

/** @param {string[]} shared @param {string[]} needs @param {Rarities} rare */
function weight(shared, needs, rare) {
  const sum = shared.reduce((total, root) => total + (rare.get(root) ?? 0), 0);
  return shared.length ? whole(sum * (shared.length + 1), 2 + whole(needs.length, 4)) : 0;
}

/** How rare each root is. @param {Known[]} people @returns {Rarities} */
function rarities(people) {
  /** @type {Map<string, number>} */
  const said = new Map();
  for (const { needs, offers } of people) {
    for (const root of new Set([...needs, ...offers])) said.set(root, (said.get(root) ?? 0) + 1);
  }
  return new Map([...said].map(([root, count]) => [root, rarity(count, people.length)]));
}

/** Twice the binary logarithm of how rare a root is, in whole numbers. @param {number} said @param {number} crowd */
function rarity(said, crowd) {
  const several = crowd + MATCHING.crowd;
  return whole(several * several, said * said).toString(2).length;
}

/** @param {number} number @param {number} by */
function whole(number, by) {
  return Math.floor(number / by);
}
