import type { Definition } from '#surveys/definition.ts';
import type { AnswerColumns } from '../imports/response-mapping.ts';
import { notApplicableCell } from './answer-columns.ts';
import type { ExportColumns } from './responses.ts';

/** The mapping with which `responses import` reads an export back, answer by answer as it was. */
export function mappingOfExport(
  { attributes, answers, hasWeights }: ExportColumns,
  versions: readonly Definition[],
  guard: boolean,
): Readonly<Record<string, unknown>> {
  const questions = new Map(
    versions.flatMap(({ pages }) => pages.flatMap((page) => page.questions)).map((each) => [each.key, each]),
  );
  const columnsOf = (key: string) => answers.filter((column) => column.question === key);
  const mapped = [...questions.values()].map((question): [string, AnswerColumns] => {
    const own = columnsOf(question.key);
    const parts = Object.fromEntries(own.map(({ part, header }) => [part ?? '', header]));
    if (question.kind === 'pair') return [question.key, parts];
    return [
      question.key,
      question.kind === 'choices' ? { columns: parts } : (own[0]?.header ?? question.key),
    ];
  });
  return {
    wave: { column: 'wave' },
    customer: 'customer',
    stratum: 'stratum',
    population: 'population',
    attributes: Object.fromEntries(attributes.map(({ attribute, name }) => [attribute, name])),
    disposition: { column: 'disposition' },
    ...(hasWeights ? { weight: 'given_weight' } : {}),
    answers: Object.fromEntries(mapped),
    notApplicable: [notApplicableCell],
    locale: { column: 'locale' },
    answeredAt: 'updated_at',
    formulaGuard: guard,
  };
}
