import type { Definition } from '#surveys/definition.ts';
import type { Path } from '#surveys/definition-problem.ts';
import { isOffered, type PipeChoice, type Piping, pipingOf } from '#surveys/design/piping-choices.ts';
import type { Translate } from '../../../i18n/translate.ts';
import { factName } from './condition-words.ts';
import { type NamedQuestion, namedQuestions, optionIn, saidIn } from './said.ts';

/** What texts of a draft may take over, and what each of it is called. */
export interface NamedPiping extends Piping {
  /** `null` for a name that nothing has. */
  readonly nameOf: (pipe: string) => string | null;
}

/** A text as it will read, with what stands in for answers and facts named. */
export interface ReadsView {
  readonly label: string;
  readonly stretches: readonly {
    readonly text: string;
    readonly isPipe: boolean;
    /** What is wrong with it; `null` where nothing is. */
    readonly problem: string | null;
  }[];
}

/** The list to choose from what a text takes over. */
export interface PickerView {
  readonly label: string;
  readonly groups: readonly {
    readonly label: string;
    readonly options: readonly {
      readonly value: string;
      readonly label: string;
      /** The page it is answered on, so that a script offers it only where it is known. */
      readonly page: number;
    }[];
  }[];
  readonly fallbackLabel: string;
  readonly fallback: string;
  readonly insert: string;
}

/** What a script needs to offer in every text of a page what it may take over, and to show how it reads. */
export interface PipesView {
  readonly picker: PickerView;
  readonly words: Readonly<Record<'reads' | 'otherwise' | 'broken', string>>;
}

/** What stands where an answer is missing, unless a designer says something better. */
const usualFallback = '…';

/** The choices of a draft, with their names looked up once, when the first is asked for. */
export function namedPiping(definition: Definition, t: Translate): NamedPiping {
  const piping = pipingOf(definition);
  let names: ReadonlyMap<string, string> | undefined;
  return {
    ...piping,
    nameOf: (pipe) => {
      names ??= namesOf(definition, piping, t);
      return names.get(pipe) ?? null;
    },
  };
}

function namesOf(definition: Definition, { choices }: Piping, t: Translate): ReadonlyMap<string, string> {
  const questions = namedQuestions(definition, t);
  const nameOf = ({ of, part }: PipeChoice): string => {
    const key = of.slice(of.indexOf(':') + 1);
    if (of.startsWith('fact:')) return factName(definition, key, t);
    const named = questions.get(key);
    if (named === undefined || part === null) return named?.name ?? key;
    return t('design.pipe.part', { name: named.name, part: partName(named, part, t) });
  };
  return new Map(choices.map((choice) => [choice.name, nameOf(choice)]));
}

function partName(named: NamedQuestion, part: string, t: Translate): string {
  const { kind } = named.question;
  if (kind === 'pair') return t(`design.part.${part as 'expectation'}`);
  return kind === 'contact' ? t('design.field.name') : optionIn(named, part, t);
}

/** Whether anything could be put into a text at a path. */
export function hasPipes({ choices, placeOf }: Piping, path: Path): boolean {
  const place = placeOf(path);
  return choices.some((choice) => isOffered(choice, place));
}

/** How a text reads; `null` where it takes nothing over. */
export function readsView(text: string, path: Path, piping: NamedPiping, t: Translate): ReadsView | null {
  if (!text.includes('{{') && !text.includes('}}')) return null;
  const stretches = piping.stretchesOf(text, path).flatMap((stretch) => {
    if ('words' in stretch) {
      const problem = piping.isUnreadable(stretch.words) ? t('cli.problem.pipeUnreadable') : null;
      return stretch.words === '' ? [] : [{ text: stretch.words, isPipe: false, problem }];
    }
    const { name, fallback, problem } = stretch;
    const what = piping.nameOf(name) ?? name;
    return [
      {
        text: fallback === null ? what : t('design.pipe.or', { what, fallback }),
        isPipe: true,
        problem: problem === null ? null : t(`cli.problem.${problem}`, { name: what }),
      },
    ];
  });
  return { label: t('design.pipe.reads'), stretches };
}

/**
 * What may be put into texts, by page; `null` where there is nothing. @param path of the text; left out, all there is, for a
 * script that offers to each text what is known there
 */
export function pickerView(
  definition: Definition,
  piping: NamedPiping,
  t: Translate,
  path?: Path,
): PickerView | null {
  const place = path === undefined ? null : piping.placeOf(path);
  const offered = piping.choices.filter((choice) => place === null || isOffered(choice, place));
  if (offered.length === 0) return null;
  const option = ({ name, page }: (typeof offered)[number]) => ({
    value: name,
    label: piping.nameOf(name) ?? name,
    page,
  });
  const pages = [...new Set(offered.map(({ page }) => page))].sort((one, other) => one - other);
  return {
    label: t('design.pipe.what'),
    groups: pages.map((page) => ({
      label: page < 0 ? t('design.condition.known') : pageLabel(definition, page, t),
      options: offered.filter((choice) => choice.page === page).map(option),
    })),
    fallbackLabel: t('design.pipe.fallback'),
    fallback: usualFallback,
    insert: t('design.pipe.insert'),
  };
}

/** @param path of the text on the page that is read last; left out, any */
export function pipesView(
  definition: Definition,
  piping: NamedPiping,
  t: Translate,
  path?: Path,
): PipesView | null {
  const picker = pickerView(definition, piping, t, path);
  if (picker === null) return null;
  return {
    picker,
    words: {
      reads: t('design.pipe.reads'),
      otherwise: t('design.pipe.or'),
      broken: t('design.pipe.broken'),
    },
  };
}

function pageLabel({ pages }: Definition, index: number, t: Translate): string {
  const page = pages[index];
  return page === undefined ? '' : saidIn(page.title, t) || page.key;
}
