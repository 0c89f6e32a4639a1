// What the page does: gives what was filled in to `check`, shows how far it is, and the answer in plain words.

const part = (id) => document.getElementById(id);
const FIELDS = ["mail", "files", "key", "witnesses", "size"];

/** What each kind of answer means, and what to do next; first whether it applies. Words for people who did not write this. */
const PLAIN_WORDS = [
  [(code, headline) => code === 0 && headline.includes("only grew"), "yes", [
    "The shorter record is still the beginning of the longer one. Nothing in it was removed or changed in between.",
  ]],
  [(code, headline) => code === 0 && headline.includes("no checkpoint was compared"), "half", [
    "This is half an answer. The file fits together, but whoever runs Touchline could have made all of it anew.",
    "Paste an e-mail with a checkpoint in step 1 and check again.",
  ]],
  [(code, headline) => code === 0 && headline.includes("is in the log"), "yes", [
    "This entry was in the record when the checkpoint was made, and it has not been changed since.",
  ]],
  [(code) => code === 0, "yes", [
    "The checkpoint that you hold was made of just these entries. None of them was removed, changed or put in later.",
  ]],
  [(code, headline) => code === 1 && / (is|are) gone\.$/.test(headline), "no", [
    "Your checkpoint covers more entries than there are in this file.",
    "First ask for an export made after the e-mail, and check again: a file that is older than the e-mail is simply too short.",
    "If the new file is too short as well, entries were removed. Keep the e-mails and both files as they are, and tell your chair or the "
      + "safeguarding lead of your governing body: somebody other than the person who runs Touchline.",
  ]],
  [(code, headline) => code === 1 && headline.includes("two exports of one volume differ"), "no", [
    "Two of the files claim to be the same record, and they are not: one of them, or each, was changed or made up.",
    "Keep the e-mails and all the files as they are, with a note of who gave you which, and tell your chair or the safeguarding lead of "
      + "your governing body: somebody other than the person who runs Touchline.",
  ]],
  [(code) => code === 1, "no", [
    "What is in this file is not what was in the record when the checkpoint was made, or the file was damaged on its way.",
    "Ask for the export once more and check again. If the answer stays the same, keep the e-mails and the files as they are, and tell your "
      + "chair or the safeguarding lead of your governing body: somebody other than the person who runs Touchline.",
  ]],
  [() => true, "half", [
    "This is neither good nor bad news: with what was given, the question has no answer.",
    "Most often the file is not the whole export, or an e-mail is from another club or year, or too little of it was copied. Copy the whole "
      + "e-mails of this club, choose the file that you were sent, and check again.",
  ]],
]; // prettier-ignore

/** Lines of the answer that everybody should read. */
const TELLING = ["Withheld, and checked by hash alone: ", "Narrowest interval: ", "In order, but newer than any checkpoint compared: "];

class Stopped extends Error {}
class NoWorker extends Error {}

/** The answer of a worker, which leaves the page free; where a browser lets a page from a disk have none, of the page itself. */
async function answered(job, progress, signal) {
  try {
    return await inWorker(job, progress, signal);
  } catch (error) {
    if (!(error instanceof NoWorker)) throw error;
  }
  return check(job, (bytes) => {
    signal.throwIfAborted();
    progress(bytes);
  });
}

async function inWorker(job, progress, signal) {
  const url = URL.createObjectURL(new Blob([part("checker").textContent], { type: "text/javascript" }));
  let worker;
  try {
    return await new Promise((resolve, reject) => {
      worker = newWorker(url);
      worker.onerror = () => reject(new NoWorker());
      worker.onmessage = ({ data: { answer, failed, bytes } }) => {
        if (answer) resolve(answer);
        else if (failed) reject(new Error(failed));
        else progress(bytes);
      };
      signal.onabort = () => reject(signal.reason);
      worker.postMessage(job);
    });
  } finally {
    worker?.terminate();
    URL.revokeObjectURL(url);
  }
}

function newWorker(url) {
  try {
    return new Worker(url);
  } catch {
    throw new NoWorker();
  }
}

let running = null; // stops the check that is going on

part("form").addEventListener("submit", async (event) => {
  event.preventDefault();
  if (running) return;
  for (const field of FIELDS) complain(field, "");
  part("answer").hidden = true;
  const files = [...part("files").files];
  if (!files.length) return complain("files", "Choose the file first.");
  const job = { files };
  for (const field of ["mail", "key", "witnesses", "size", "root"]) job[field] = part(field).value;
  const total = files.reduce((sum, file) => sum + file.size, 0);
  running = new AbortController();
  busy(true, total);
  let [answer, said] = [null, ""];
  try {
    answer = await answered(job, (bytes) => showProgress(bytes, total), running.signal);
  } catch (error) {
    const failed = `This browser could not finish the check: try another one. (${error.message})`;
    said = error instanceof Stopped ? "Stopped. There is no answer." : failed;
  }
  running = null;
  busy(false);
  part("status").textContent = said;
  if (answer?.field) complain(answer.field, `This cannot be used: ${answer.problem}.`);
  else if (answer) show(answer, files);
});

part("stop").addEventListener("click", () => running?.abort(new Stopped()));

function busy(is, total) {
  part("check").disabled = is;
  part("stop").hidden = part("progress").hidden = !is;
  if (!is) return;
  part("status").textContent = "Checking …";
  showProgress(0, total);
}

function showProgress(bytes, total) {
  part("bar").max = Math.max(total, 1);
  part("bar").value = bytes;
  part("read").textContent = total > 1e6 ? `${(bytes / 1e6).toFixed(0)} of ${(total / 1e6).toFixed(0)} MB` : "";
}

/** Says at a field what is wrong with it, and goes there; with no words, that nothing is. */
function complain(field, words) {
  part(`${field}-problem`).textContent = words;
  part(`${field}-problem`).hidden = !words;
  if (!words) return part(field).removeAttribute("aria-invalid");
  part(field).setAttribute("aria-invalid", "true");
  if (part("more").contains(part(field))) part("more").open = true;
  part(field).focus();
}

function show({ code, headline, details }, files) {
  const [, tone, meaning] = PLAIN_WORDS.find(([applies]) => applies(code, headline));
  const answer = part("answer");
  const [verdict] = /^(YES|NO|CANNOT TELL)/.exec(headline);
  answer.dataset.code = code;
  answer.dataset.tone = tone;
  const dash = element("span", " - ");
  dash.className = "dash";
  part("headline").replaceChildren(element("strong", verdict), dash, headline.slice(verdict.length + 3));
  part("meaning").replaceChildren(...meaning.map((words) => element("p", words)));
  const telling = details.map((line) => line.trim()).filter((line) => TELLING.some((start) => line.startsWith(start)));
  part("telling").replaceChildren(...telling.map((line) => element("p", line)));
  part("found").open = tone !== "yes";
  part("details").replaceChildren(
    ...details.map((line) => {
      const item = element("li", line);
      item.classList.toggle("within", line.startsWith("  "));
      return item;
    }),
  );
  const names = files.map((file) => `${file.name}, ${grouped(file.size)} bytes`).join("; ");
  part("checked").textContent = `Checked on ${new Date().toLocaleString("en-GB")}: ${names}.`;
  answer.hidden = false;
  part("headline").focus();
  answer.scrollIntoView();
}

function element(name, words) {
  const made = document.createElement(name);
  made.textContent = words;
  return made;
}
