import type { DefinitionProblem } from '#surveys/definition-problem.ts';
import { type MessageKey, type Params, plural, type Translate } from '../i18n/translate.ts';
import type { FileProblem, FileProblems } from '../imports/problems.ts';
import { visible } from './visible.ts';

/** More problems than this are counted instead of shown. */
export const mostShown = 200;

/** The words for the terminal: like `t`, with every text from outside made harmless. */
export function terminalWords(t: Translate): Translate {
  const harmless = (key: MessageKey, params: Params = {}) => {
    const shown = Object.entries(params).map(([name, value]) => [
      name,
      typeof value === 'string' ? visible(value) : value,
    ]);
    return t(key, Object.fromEntries(shown) as Params);
  };
  return Object.assign(harmless, { locale: t.locale });
}

/** Everything wrong with a file as lines to read, the first two hundred and how many more there are. */
export function problemLines(t: Translate, problems: FileProblems): string[] {
  const shown = problems.first.slice(0, mostShown).map((problem) => {
    const place = placeOf(t, problems.file, problem);
    return t('cli.problem', { place, problem: t(`cli.problem.${problem.code}`, problem.params) });
  });
  const rest = problems.count - shown.length;
  return rest > 0 ? [...shown, plural(t, 'cli.problems.more', rest)] : shown;
}

/** What keeps a questionnaire from being published, as lines to read. */
export function definitionProblemLines(t: Translate, problems: readonly DefinitionProblem[]): string[] {
  const shown = problems.slice(0, mostShown).map(({ path, code, params }) => {
    const words = t(`cli.problem.${code}`, params);
    return path === '' ? words : t('cli.problem', { place: path, problem: words });
  });
  const rest = problems.length - shown.length;
  return rest > 0 ? [...shown, plural(t, 'cli.problems.more', rest)] : shown;
}

function placeOf(t: Translate, file: string, { row, column }: FileProblem): string {
  if (row !== null && column !== null) return t('cli.place.cell', { file, row, column });
  if (row !== null) return t('cli.place.row', { file, row });
  return column === null ? file : t('cli.place.path', { file, path: column });
}
