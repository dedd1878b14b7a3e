import type { Definition } from '#surveys/definition.ts';
import type { DefinitionProblem } from '#surveys/definition-problem.ts';
import { type Part, splitPlace } from '#surveys/design/parts.ts';
import { mayWithSurvey } from '../../../people/permissions.ts';
import type { ErrorsView } from '../form.view.ts';
import { type Standing, type StudioFrame, type StudioLink, surveyFrame, surveyPath } from '../frame.view.ts';
import type { NamedPiping } from './pipes.view.ts';
import type { ReferencesView } from './references.view.ts';
import { sayingsView } from './saying.view.ts';

/** A draft as the pages that design it know it. */
export interface DesignedDraft {
  readonly slug: string;
  readonly title: string;
  readonly definition: Definition;
  /** Its parts by place, in document order. */
  readonly parts: ReadonlyMap<string, Part>;
  readonly piping: NamedPiping;
  readonly revision: number;
  readonly problems: readonly DefinitionProblem[];
  /** What was typed and not kept, by place: it stands in its fields again. */
  readonly typed: ReadonlyMap<string, string>;
  /** The text, by place and language, for which what it may take over was asked. */
  readonly inserting: string | null;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
}

/** What came of the last thing that was done on a page. */
export interface Done {
  readonly said: string | null;
  readonly errors: ErrorsView | null;
  /** What somebody typed where somebody else had changed the same place, with both values. */
  readonly conflicts: readonly ConflictView[];
  /** Why something could not be removed. */
  readonly references: ReferencesView | null;
}

export const nothingDone: Done = { said: null, errors: null, conflicts: [], references: null };

export interface ConflictView {
  readonly place: string;
  readonly name: string;
  readonly yours: string;
  readonly theirs: string;
  /** The same as its field would hold it; `null` where it is gone. */
  readonly value: string | null;
}

/** What stands over every page that designs a questionnaire. */
export interface DesignFrame {
  readonly frame: StudioFrame;
  readonly documentTitle: string;
  readonly heading: string;
  readonly tabs: { readonly label: string; readonly links: readonly StudioLink[] };
  readonly mayEdit: boolean;
  /** Sent along with every change. */
  readonly revision: number;
  readonly here: string;
  readonly editAction: string;
  readonly saveAction: string;
  readonly undo: StepView;
  readonly redo: StepView;
  readonly done: Done;
  readonly words: Readonly<Record<'save', string>>;
  /** Whose page it is: what stays in a browser is theirs. */
  readonly account: string | null;
  readonly sayings: ReturnType<typeof sayingsView>;
  readonly conflictWords: Readonly<Record<'heading' | 'help' | 'yours' | 'theirs', string>>;
}

interface StepView {
  readonly label: string;
  readonly isPossible: boolean;
}

const tabs = [
  ['', 'design.pages'],
  ['/factors', 'design.factors'],
  ['/settings', 'design.settings'],
  ['/texts', 'design.texts'],
  ['/preview', 'design.preview'],
  ['/publish', 'design.publish'],
] as const;

/** The path of a page that designs a survey's questionnaire. */
export function designPath(slug: string, page = ''): string {
  return surveyPath(slug, `/questionnaire${page}`);
}

/** The path where one part is edited. */
export function partPath(slug: string, place: string): string {
  return designPath(slug, `/part?${new URLSearchParams({ place })}`);
}

export function designFrame(
  standing: Standing,
  { slug, title, revision, canUndo, canRedo }: DesignedDraft,
  { heading, done = nothingDone }: { heading: string; done?: Done },
): DesignFrame {
  const { t, here, visitor } = standing;
  const path = here.split('?')[0];
  return {
    frame: surveyFrame(standing, slug, title),
    documentTitle: `${heading} · ${title}`,
    heading,
    tabs: {
      label: t('design.views'),
      links: tabs.map(([page, key]) => ({
        href: designPath(slug, page),
        label: t(key),
        isCurrent: path === designPath(slug, page),
      })),
    },
    mayEdit: visitor !== null && mayWithSurvey(visitor.person.role, 'design', true),
    revision,
    here,
    editAction: designPath(slug, '/edit'),
    saveAction: designPath(slug, '/save'),
    undo: { label: t('design.undo'), isPossible: canUndo },
    redo: { label: t('design.redo'), isPossible: canRedo },
    done,
    words: { save: t('design.save') },
    account: visitor?.person.id ?? null,
    sayings: sayingsView(t),
    conflictWords: {
      heading: t('design.conflict'),
      help: t('design.conflict.help'),
      yours: t('design.conflict.yours'),
      theirs: t('design.conflict.theirs'),
    },
  };
}

/**
 * Where a part, or a place within one, is edited: what is about the whole survey has pages of its own.
 *
 * @param kind of the part
 */
export function placeHref(slug: string, place: string, kind: string): string {
  const { part, field } = splitPlace(place);
  if (['factor', 'dimension', 'item'].includes(kind)) return designPath(slug, `/factors#${place}`);
  const isCondition = field === 'showIf' || field === 'when';
  const fragment = isCondition ? '#condition' : kind === 'option' || field !== null ? `#${place}` : '';
  const question = kind === 'option' ? `question:${part.slice('option:'.length).split('/')[0]}` : null;
  if (question !== null || ['question', 'page', 'end', 'quota'].includes(kind))
    return `${partPath(slug, question ?? part)}${fragment}`;
  return designPath(slug, `/settings#${place}`);
}
