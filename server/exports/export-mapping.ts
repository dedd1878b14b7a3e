import type { Definition } from '#surveys/definition.ts';
import type { AnswerColumns } from '../imports/response-mapping.ts';
import { notApplicableCell } from './answer-columns.ts';
import type { ExportColumns } from './export-columns.ts';

/** The mapping with which `responses import` reads an export back, answer by answer as it was. */
export function mappingOfExport(
  { attributes, answers, hasWeights }: ExportColumns,
  versions: readonly Definition[],
  guard: boolean,
): Readonly<Record<string, unknown>> {
  const pairs = new Set(
    versions
      .flatMap(({ pages }) => pages.flatMap((page) => page.questions))
      .flatMap(({ key, kind }) => (kind === 'pair' ? key : [])),
  );
  const keys = [...new Set(answers.map(({ answer }) => answer))];
  const columnsOf = (key: string): AnswerColumns => {
    const own = answers.filter(({ answer }) => answer === key);
    const parts = Object.fromEntries(own.map(({ part, header }) => [part ?? '', header]));
    if (pairs.has(key)) return parts;
    const [only] = own;
    return only?.part === null ? only.header : { columns: parts };
  };
  return {
    wave: { column: 'wave' },
    customer: 'customer',
    stratum: 'stratum',
    population: 'population',
    attributes: Object.fromEntries(attributes.map(({ attribute, name }) => [attribute, name])),
    disposition: { column: 'disposition' },
    ...(hasWeights ? { weight: 'given_weight' } : {}),
    answers: Object.fromEntries(keys.map((key) => [key, columnsOf(key)])),
    notApplicable: [notApplicableCell],
    locale: { column: 'locale' },
    answeredAt: 'updated_at',
    formulaGuard: guard,
  };
}
