import type { FieldError } from '#surveys/field-error.ts';
import { type PageReading, readPage } from '#surveys/read-page.ts';
import { aDefinition, aForm, aPage, type QuestionDocument } from '../builders.ts';

/** Reads a form against one page with one question. */
export function read(question: QuestionDocument, fields: Parameters<typeof aForm>[0]): PageReading {
  const definition = aDefinition(aPage('first', question));
  return readPage(definition, definition.pages[0]?.questions ?? [], aForm(fields));
}

/** Problems as `field: code`. */
export function codes(problems: readonly FieldError[]): string[] {
  return problems.map(({ field, code }) => `${field}: ${code}`);
}
