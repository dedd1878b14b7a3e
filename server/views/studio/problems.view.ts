import type { Translate } from '../../i18n/translate.ts';
import type { FileProblem, FileProblems } from '../../imports/problems.ts';

/** What keeps a file from being imported, each problem with its row and column. */
export interface ProblemsView {
  readonly heading: string;
  readonly list: readonly string[];
  /** How many there are besides. */
  readonly more: string | null;
}

const mostShown = 50;

/**
 * The problems of a file in words, the first of them.
 *
 * @param sayOwn what a page says of a problem in words of its own; `null` for those it has none for
 */
export function problemsView(
  problems: FileProblems,
  t: Translate,
  sayOwn: (problem: FileProblem) => string | null = () => null,
): ProblemsView {
  const list = problems.first.slice(0, mostShown).map((problem) => {
    const { row, column, code, params } = problem;
    const place =
      row !== null && column !== null
        ? t('cli.place.cell', { file: problems.file, row, column })
        : row !== null
          ? t('cli.place.row', { file: problems.file, row })
          : (column ?? problems.file);
    return t('cli.problem', { place, problem: sayOwn(problem) ?? t(`cli.problem.${code}`, params) });
  });
  const rest = problems.count - list.length;
  return {
    heading: t('customers.columns.problems'),
    list,
    more: rest > 0 ? t('customers.columns.more', { count: rest }) : null,
  };
}
