/** What a person has chosen about the page itself. Where the browser stores nothing, each visit is the first. */

const EXPLAINING = "fashion-trainer-explaining";

/** Explanations are shown until somebody hides them. */
export function isExplaining(): boolean {
  try {
    return localStorage.getItem(EXPLAINING) !== "no";
  } catch {
    return true;
  }
}

export function rememberExplaining(isOpen: boolean): void {
  try {
    localStorage.setItem(EXPLAINING, isOpen ? "yes" : "no");
  } catch {
    // Private windows may refuse; the choice holds for this visit.
  }
}
