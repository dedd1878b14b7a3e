import type { Definition, Page } from '#surveys/definition.ts';
import type { Edit, EditDocument } from '#surveys/design/edits.ts';
import { questionKinds } from '#surveys/design/fields.ts';
import { pairsOf } from '#surveys/pairs.ts';
import type { Question } from '#surveys/questions/index.ts';
import { plural, type Translate } from '../../../i18n/translate.ts';
import type { Standing } from '../frame.view.ts';
import {
  type DesignedDraft,
  type DesignFrame,
  type Done,
  designFrame,
  designPath,
  partPath,
} from './design-frame.view.ts';
import { type ProblemView, problemViews } from './draft-problems.view.ts';
import { itemNames, saidIn } from './said.ts';

/** A button that sends an edit. */
export interface EditButton {
  readonly edit: string;
  readonly label: string;
  /** What a screen reader says. */
  readonly title: string;
  readonly isPossible: boolean;
}

interface QuestionRow {
  readonly place: string;
  readonly href: string;
  readonly text: string;
  readonly kind: string;
  readonly notes: readonly string[];
  readonly up: EditButton;
  readonly down: EditButton;
}

interface PageRow {
  readonly place: string;
  readonly href: string;
  readonly title: string;
  readonly notes: readonly string[];
  readonly questions: readonly QuestionRow[];
  readonly up: EditButton;
  readonly down: EditButton;
  readonly addLabel: string;
}

export interface OutlinePage extends DesignFrame {
  readonly pages: readonly PageRow[];
  readonly empty: string;
  readonly emptyPage: string;
  readonly problems: {
    readonly heading: string;
    readonly list: readonly ProblemView[];
    readonly more: string | null;
    readonly none: string | null;
  };
  readonly add: {
    readonly page: string;
    readonly question: string;
    readonly kind: string;
    readonly item: string;
    readonly go: string;
    readonly kinds: readonly { readonly value: string; readonly label: string }[];
    /** Items that no page asks yet. */
    readonly items: readonly { readonly value: string; readonly label: string }[];
  };
  readonly missing: string | null;
  /** The questionnaire as a file, and a file in its place. */
  readonly files: readonly { readonly href: string; readonly label: string }[];
}

/** Problems that are listed one by one; the rest is counted. */
const mostListed = 30;

/** The pages of a questionnaire with their questions, to be put in order, added to and opened. */
export function outlinePage(standing: Standing, draft: DesignedDraft, done?: Done): OutlinePage {
  const { t } = standing;
  const { definition, slug } = draft;
  const problems = problemViews(draft, t);
  const missing = draft.problems.filter(({ code }) => code === 'missingTranslation').length;
  const frame = designFrame(standing, draft, { heading: t('design.title'), ...(done && { done }) });
  return {
    ...frame,
    pages: pageRows(draft, t),
    empty: t('design.noPages'),
    emptyPage: t('design.emptyPage'),
    problems: {
      heading: t('design.problems'),
      list: problems.slice(0, mostListed),
      more:
        problems.length > mostListed
          ? t('design.problems.more', { count: problems.length - mostListed })
          : null,
      none: problems.length === 0 ? t('design.problems.none') : null,
    },
    add: {
      page: t('design.addPage'),
      question: t('design.addQuestion'),
      kind: t('design.kindOfQuestion'),
      item: t('design.itemOfPair'),
      go: t('design.add'),
      kinds: questionKinds
        .filter((kind) => kind !== 'pair')
        .map((kind) => ({ value: kind, label: t(`design.kind.${kind}`) })),
      items: itemsNotAsked(definition, t),
    },
    missing: missing === 0 ? null : plural(t, 'design.missingCount', missing),
    files: [
      { href: designPath(slug, '.json'), label: t('design.export') },
      ...(frame.mayEdit ? [{ href: designPath(slug, '/file'), label: t('design.replace') }] : []),
    ],
  };
}

function itemsNotAsked(definition: Definition, t: Translate): OutlinePage['add']['items'] {
  const asked = new Set(pairsOf(definition).map(({ key }) => key));
  return [...itemNames(definition, t)]
    .filter(([key]) => !asked.has(key))
    .map(([value, label]) => ({ value, label }));
}

function pageRows({ definition, slug, parts: byPlace }: DesignedDraft, t: Translate): readonly PageRow[] {
  const parts = [...byPlace.values()];

  const items = itemNames(definition, t);
  const pageParts = parts.filter(({ kind }) => kind === 'page');
  return pageParts.flatMap((part, index) => {
    const page = definition.pages[index];
    if (page === undefined) return [];
    const title = saidIn(page.title, t) || t('design.unnamed');
    const questionParts = parts.filter(({ kind, within }) => kind === 'question' && within === part.place);
    const names = page.questions.map((question) => questionText(question, items, t));
    return [
      {
        place: part.place,
        href: partPath(slug, part.place),
        title,
        notes: pageNotes(page, t),
        questions: questionParts.flatMap((each, row) => {
          const question = page.questions[row];
          const text = names[row] ?? '';
          if (question === undefined) return [];
          return [
            {
              place: each.place,
              href: partPath(slug, each.place),
              text,
              kind: t(`design.kind.${question.kind}`),
              notes: questionNotes(question, t),
              ...moves(
                each.place,
                text,
                questionParts.map(({ place }) => place),
                row,
                t,
              ),
            },
          ];
        }),
        ...moves(
          part.place,
          title,
          pageParts.map(({ place }) => place),
          index,
          t,
        ),
        addLabel: `${t('design.addQuestion')}: ${title}`,
      },
    ];
  });
}

/** Buttons that put a part before the one above it, or after the one below it. */
export function moves(
  place: string,
  name: string,
  places: readonly string[],
  index: number,
  t: Translate,
): { readonly up: EditButton; readonly down: EditButton } {
  const before = places[index - 1];
  const after = places[index + 1];
  return {
    up: editButton(
      { edit: 'move', place, ...(before && { before }) },
      before !== undefined,
      t('design.up'),
      t('design.moveUp', { name }),
    ),
    down: editButton(
      { edit: 'move', place, ...(after && { after }) },
      after !== undefined,
      t('design.down'),
      t('design.moveDown', { name }),
    ),
  };
}

/** A button that sends an edit, written as a form sends it. */
export function editButton(
  edit: EditDocument | Edit,
  isPossible: boolean,
  label: string,
  title = label,
): EditButton {
  return { edit: JSON.stringify(edit), label, title, isPossible };
}

function questionText(question: Question, items: ReadonlyMap<string, string>, t: Translate): string {
  const own = 'text' in question && question.text !== undefined ? saidIn(question.text, t) : '';
  return own || (items.get(question.key) ?? '') || t('design.unnamed');
}

function pageNotes({ showIf, endIf, shuffle }: Page, t: Translate): readonly string[] {
  return [
    ...(showIf === undefined ? [] : [t('design.conditional')]),
    ...(endIf.length === 0 ? [] : [t('design.part.end')]),
    ...(shuffle ? [t('design.field.shuffle')] : []),
  ];
}

function questionNotes(question: Question, t: Translate): readonly string[] {
  return [
    ...('required' in question ? [t(question.required ? 'design.required' : 'design.optional')] : []),
    ...(question.showIf === undefined ? [] : [t('design.conditional')]),
  ];
}
