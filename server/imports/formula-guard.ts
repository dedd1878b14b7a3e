/**
 * Text that a spreadsheet would run as a formula, with any number of marks already before it, so that taking one
 * mark off undoes what putting one on did, whatever the text was.
 */
const formula = /^'*[=+\-@\t\r]/;

/** Puts `'` before text that begins like a formula, so that opening an export runs nothing. */
export function guarded(text: string): string {
  return formula.test(text) ? `'${text}` : text;
}

/** Takes off what `guarded` put on. */
export function unguarded(text: string): string {
  return text.startsWith("'") && formula.test(text) ? text.slice(1) : text;
}
