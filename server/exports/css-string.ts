/** A text as a string of CSS, inside a `<style>` element: nothing in it ends the string, the rule or the element. */
export function cssString(text: string): string {
  return `"${text.replace(/["\\<>&\p{Cc}\p{Surrogate}]/gu, (one) => `\\${(one.codePointAt(0) ?? 0).toString(16)} `)}"`;
}
