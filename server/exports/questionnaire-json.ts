/**
 * A questionnaire as a file: JSON, indented, in the order its author wrote it. Read in and written out again it is the same
 * to the byte.
 */
export function questionnaireJson(draft: unknown): string {
  return `${JSON.stringify(draft, null, 2)}\n`;
}
