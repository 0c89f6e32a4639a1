// Several exports: those of one volume count once, and volumes are put in order; as in `storage/ledger/verify.py`.

/**
 * The exports without those, sound by themselves, with which a longer one of the same volume begins; where two differ; why it
 * cannot be said whether they do; and what is to be said of them.
 */
function eachOnce(given) {
  const longest = new Map();
  const again = new Set();
  let [parted, doubt] = ["", ""];
  const lines = [];
  for (const audit of [...given].sort((one, other) => other.tree.size - one.tree.size || one.withheld - other.withheld)) {
    const { origin, tree, isExport, stopped, faults } = audit;
    if (isExport && !longest.has(origin)) longest.set(origin, audit);
    const longer = isExport ? longest.get(origin) : audit;
    if (longer === audit) continue;
    const pair = `Two exports of ${named(origin)}, of ${entries(longer.tree.size)} and of ${entries(tree.size)},`;
    const [same, apart] = parting(longer, audit);
    if (apart) {
      const somewhere = `somewhere from entry ${grouped(same + 1)} to entry ${grouped(apart)}`;
      const where = same + 1 === apart ? `from entry ${grouped(apart)} on` : somewhere;
      parted ||= `two exports of one volume differ ${where}`;
      lines.push(`${pair} differ ${where}.`);
    } else if (same < tree.size || stopped) {
      doubt ||= "whether two exports of one volume differ cannot be told: give the newer one alone";
      lines.push(`${pair} could not be compared to the end.`);
    } else if (!faults.length) {
      again.add(audit);
      longer.first ??= audit.first; // the one may withhold what the other shows
      lines.push(`${pair} do not differ as far as both go: they count once.`);
    }
  }
  return { audits: given.filter((audit) => !again.has(audit)), parted, doubt, lines };
}

/** The largest size at which two exports are known to have the same root, and the smallest at which they have not; or 0. */
function parting(one, other) {
  let [same, apart] = [0, Infinity];
  for (const [size, [root]] of one.marks) {
    if (!other.marks.has(size)) continue;
    if (other.marks.get(size)[0] === root) same = Math.max(same, size);
    else apart = Math.min(apart, size);
  }
  return [same, apart === Infinity ? 0 : apart];
}

/** Each volume before the one that it goes on from. */
function newestFirst(audits) {
  const waiting = [...audits];
  const ordered = [];
  while (waiting.length) {
    const before = new Set(waiting.map(({ previous }) => previous?.origin));
    const next = waiting.findLast(({ origin }) => !before.has(origin)) ?? waiting.at(-1);
    ordered.push(next);
    waiting.splice(waiting.indexOf(next), 1);
  }
  return ordered;
}
