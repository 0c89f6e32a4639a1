// One check, from what was given to the answer. It runs in a worker, beside the page; where there are none, in the page itself.

/**
 * What is to be said of a job: `files` (an export, several volumes, or a proof), `mail` (pasted text), `key` and `witnesses`
 * (verifier keys, one a line), `size` and `root` (a checkpoint known by these alone); all but the files may be empty. `progress` is told how many bytes
 * were read. Gives { code, headline, details }, or { field, problem } if a field was filled in wrongly.
 */
async function check({ files, mail, key, witnesses, size, root }, progress) {
  let known;
  const given = {};
  try {
    given.field = "key";
    given.keys = eachLine(key, LOG_KEY);
    given.field = "witnesses";
    given.witnesses = eachLine(witnesses, WITNESS_KEY);
    given.field = "size";
    known = told(size.trim(), root.trim(), files.length);
  } catch (error) {
    return { field: given.field, problem: error.message };
  }
  if (encoder.encode(mail).length > PASTED_LIMIT) {
    return { field: "mail", problem: `it is longer than ${grouped(PASTED_LIMIT)} bytes: paste the e-mails alone` };
  }
  const evidence = new Evidence(mail.trim() ? findNotes(mail) : null, given.keys, given.witnesses);
  const sizes = [...known, ...evidence.notes].map((one) => one.size);
  const audits = [];
  let [before, reading] = [0, null];
  try {
    for (reading of files) {
      const text = reading.size <= PROOF_LIMIT ? await reading.text() : "";
      if (!isProof(text)) sizes.push(await sizeAtEnd(reading));
      else if (files.length === 1) return verifyProof(text, known, evidence);
      else return { code: 2, headline: `CANNOT TELL - ${named(reading.name)} is a proof: choose it alone.`, details: [] };
    }
    for (reading of files) {
      audits.push(await new Audit(sizes).read(reading, (bytes) => progress(before + bytes)));
      before += reading.size;
    }
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
    // It was removed, or changed while it was being read.
    return { code: 2, headline: `CANNOT TELL - ${named(reading.name)} cannot be read: choose it once more.`, details: [] };
  }
  return judge(audits, known, evidence);
}

function eachLine(keys, kind) {
  return keys.split("\n").filter((line) => line.trim()).map((line) => Key.read(line, kind));
}

function told(size, root, files) {
  if (!size && !root) return [];
  if (!/^[1-9][0-9]{0,15}$/.test(size)) throw new Error("the number of entries is a number from 1");
  if (!/^[0-9A-Fa-f]{64}$/.test(root)) throw new Error("the root is 64 characters of 0-9 and a-f");
  if (files > 1) throw new Error("a number and a root are for one file: paste the checkpoints of several volumes");
  return [new Held(Number.isSafeInteger(Number(size)) ? Number(size) : BigInt(size), root.toLowerCase())];
}

if (typeof document === "undefined") {
  self.onmessage = async ({ data }) => {
    try {
      self.postMessage({ answer: await check(data, (bytes) => self.postMessage({ bytes })) });
    } catch (error) {
      self.postMessage({ failed: String(error) });
    }
  };
}
