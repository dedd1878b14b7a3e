import { z } from 'zod';
import { plan } from '#reports/plan.ts';
import { key as questionKey } from '#surveys/keys.ts';
import { languageTag, localizedText } from '#surveys/localized.ts';
import { dispositions } from '#surveys/sampling/dispositions.ts';
import { keyPattern } from '../actions/create-wave.ts';
import { attributeColumns, columnName, stratumColumns } from './variables.ts';

/** The stable name of a wave or a frame. */
export const stableKey = z.string().regex(keyPattern);

const moment = z.iso.datetime({ offset: true }).transform((text) => new Date(text));

/** How the codes of a file say what became of a customer. */
export const dispositionColumn = z.strictObject({
  column: columnName,
  codes: z
    .record(z.string().max(100), z.enum(dispositions))
    .default(Object.fromEntries(dispositions.map((each) => [each, each]))),
});

const answerKey = z.union([questionKey, z.templateLiteral([questionKey, '.', questionKey])]);
const pairColumns = z.strictObject({
  expectation: columnName.optional(),
  perception: columnName.optional(),
  importance: columnName.optional(),
});
const optionColumns = z.strictObject({ columns: z.record(questionKey, columnName) });
const separatedColumn = z.strictObject({ column: columnName, separator: z.string().min(1).max(5) });

/**
 * Where the answer to one question is: a column, one for each half of a pair, one for each option (its mark, its place or
 * its points) or part of a contact, or a list in one column.
 */
export const answerColumns = z.union([columnName, pairColumns, optionColumns, separatedColumn]);
export type AnswerColumns = z.output<typeof answerColumns>;

/** How the columns of somebody's data are read as waves of a sample, dispositions and answers. */
export const responseMapping = z.strictObject({
  /** The wave of each row, or the one wave of the whole file. */
  wave: z.union([z.strictObject({ column: columnName }), z.strictObject({ value: stableKey })]),
  /** What is known of waves that have to be created, by their keys. */
  waves: z
    .record(
      stableKey,
      z.strictObject({
        label: localizedText.optional(),
        opensAt: moment.optional(),
        closesAt: moment.optional(),
      }),
    )
    .default({}),
  /** The frame the samples come from. */
  frame: stableKey.optional(),
  /** Without it every row is a customer of its own, named by its number. */
  customer: columnName.optional(),
  stratum: stratumColumns.optional(),
  /** N_h, the customers in the row's stratum, where no frame says. */
  population: columnName.optional(),
  attributes: attributeColumns.default({}),
  /** Without it every row with an answer is complete, and of the others nothing is known. */
  disposition: dispositionColumn.optional(),
  /** A weight that came with the data; `weighting.base: "given"` in the plan makes use of it. */
  weight: columnName.optional(),
  /** By the key of the question, or `QUESTION.OPTION` for what was written beside an option. */
  answers: z.record(answerKey, answerColumns),
  /** What a cell says for "not applicable". */
  notApplicable: z.array(z.string().min(1)).default(['NA']),
  /** What a cell says for "no answer", besides being empty. */
  missing: z.array(z.string()).default(['']),
  /** The language the answers were given in; the survey's first where nothing is said. */
  locale: z.union([languageTag, z.strictObject({ column: columnName })]).optional(),
  answeredAt: columnName.optional(),
  /** Whether text cells carry the `'` that an export puts before what a spreadsheet would take for a formula. */
  formulaGuard: z.boolean().default(false),
  /** Becomes the survey's plan. */
  plan: plan.optional(),
});
export type ResponseMapping = z.output<typeof responseMapping>;
