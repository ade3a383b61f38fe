// Calls to the review, with the token that the address of the page has brought.

const KEPT = "kzgraph-review";

/** Take the token from the address, where it need not stay. */
const kept = () => {
  const given = location.hash.slice(1);
  if (/^[\w-]{16,}$/.test(given)) {
    sessionStorage.setItem(KEPT, given);
    history.replaceState(null, "", location.pathname);
  }
  return sessionStorage.getItem(KEPT) ?? "";
};

const token = kept();

/** What is wrong, and how to mend it, in words. */
export const worded = ({ what, mend }) => (mend ? `${what}; ${mend}` : what);

/** What went wrong, for the fields that it is about. */
export class Refusal extends Error {
  constructor(status, problems) {
    super(problems.map(worded).join(". "));
    this.status = status;
    this.problems = problems;
  }
}

/** Call *name* with *said*; whatever is no success is a Refusal. */
export const call = async (name, said = {}) => {
  const sent = { method: "POST", body: JSON.stringify(said), headers: { Authorization: `Bearer ${token}` } };
  let answer;
  try {
    answer = await fetch(`/call/${name}`, sent);
  } catch {
    const what = "the review does not answer: it has ended, or this machine is busy";
    throw new Refusal(0, [{ field: "", what, mend: "start `kzgraph review` again; what was decided is written" }]);
  }
  const told = await answer.json();
  if (!answer.ok) {
    throw new Refusal(answer.status, told.problems);
  }
  return told;
};
