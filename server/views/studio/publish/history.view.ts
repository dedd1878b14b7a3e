import { plural, type Translate } from '../../../i18n/translate.ts';
import {
  type DesignedDraft,
  type DesignFrame,
  type Done,
  designFrame,
  designPath,
} from '../design/design-frame.view.ts';
import type { Standing } from '../frame.view.ts';
import { momentIn } from './moments.ts';
import { placeWords } from './part-names.ts';

/** A kept change of a draft. */
export interface HistoryStep {
  readonly revision: number;
  readonly what: { readonly code: string; readonly place: string };
  readonly personName: string | null;
  readonly at: number;
}

export interface HistoryPage extends DesignFrame {
  readonly back: { readonly href: string; readonly label: string };
  readonly lead: string;
  readonly none: string | null;
  readonly action: string;
  readonly columns: readonly string[];
  readonly rows: readonly {
    readonly when: string;
    readonly who: string;
    readonly what: string;
    readonly where: string;
    /** Said of the state the draft is in. */
    readonly now: string | null;
    readonly restore: { readonly revision: number; readonly label: string; readonly title: string } | null;
  }[];
}

/** Who changed what of a draft when, with the way back. @param steps the newest first */
export function historyPage(
  standing: Standing,
  draft: DesignedDraft,
  steps: readonly HistoryStep[],
  done?: Done,
): HistoryPage {
  const { t } = standing;
  const frame = designFrame(standing, draft, { heading: t('history.title'), ...(done && { done }) });
  const moments = new Map(steps.map(({ revision, at }) => [String(revision), at]));
  return {
    ...frame,
    back: { href: designPath(draft.slug, '/publish'), label: t('publish.title') },
    lead: plural(t, 'history.lead', steps.length),
    none: steps.length === 0 ? t('history.none') : null,
    action: designPath(draft.slug, '/history'),
    columns: [t('history.when'), t('history.who'), t('history.what'), t('history.where')],
    rows: steps.map(({ revision, what, personName, at }) => {
      const isNow = revision === draft.revision;
      const when = momentIn(t, at);
      return {
        when,
        who: personName ?? t('history.somebody'),
        what: t(codeWords(what.code)),
        where: whereOf(what, draft, moments, t),
        now: isNow ? t('history.now') : null,
        restore:
          isNow || !frame.mayEdit
            ? null
            : { revision, label: t('history.restore'), title: t('history.restoreOf', { moment: when }) },
      };
    }),
  };
}

const sayings = [
  'before',
  'begin',
  'import',
  'undo',
  'redo',
  'restore',
  'set',
  'setText',
  'setCondition',
  'move',
  'remove',
  'duplicate',
  'rekey',
  'changeKind',
] as const;

/** The words for what was done: `undo` and its like, or the kind of an edit. */
export function codeWords(code: string) {
  const known = sayings.find((each) => each === code);
  if (known !== undefined) return `history.code.${known}` as const;
  if (code.startsWith('add')) return 'history.code.added';
  return code.endsWith('Weights') ? 'history.code.weights' : 'history.code.other';
}

/** What it was done to; for a way back the moment of the state that was brought back. */
function whereOf(
  { code, place }: HistoryStep['what'],
  { definition }: DesignedDraft,
  moments: ReadonlyMap<string, number>,
  t: Translate,
): string {
  if (['undo', 'redo', 'restore'].includes(code)) {
    const at = moments.get(place);
    return at === undefined ? '' : momentIn(t, at);
  }
  if (['before', 'begin', 'import'].includes(code)) return '';
  return placeWords(definition, place, t);
}
