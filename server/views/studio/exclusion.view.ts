import type { Exclusion } from '#db/tables.ts';
import { exclusionReasons } from '#surveys/exclusion-reasons.ts';
import type { MessageKey, Translate } from '../../i18n/translate.ts';
import { type FieldView, lineField, selectField, type Typed } from './form.view.ts';

/** What was left out and taken in again, and the way to take in what still is. */
export interface ProtocolView {
  readonly heading: string;
  readonly none: string;
  /** That there are more lines than are shown. */
  readonly more: string | null;
  readonly undoAction: string;
  readonly undo: string;
  readonly rows: readonly {
    readonly id: string;
    readonly short: string;
    /** The page of the answer; `null` on that page. */
    readonly href: string | null;
    readonly text: string;
    readonly undone: string | null;
    readonly undoLabel: string;
  }[];
}

/** By what pages call a response: enough of its id to tell it from others. */
export function shortId(id: string): string {
  return id.slice(0, 8);
}

/** When a response was sent, and who entered it where its customer did not send it. Of anonymous ones the day is all that is kept. */
export function sentWords(
  {
    submittedAt,
    enteredBy,
    isAnonymous,
  }: {
    readonly submittedAt: number | null;
    readonly enteredBy: string | null;
    readonly isAnonymous: boolean;
  },
  t: Translate,
): string {
  if (submittedAt === null) return t('studio.none');
  if (isAnonymous)
    return new Intl.DateTimeFormat(t.locale, { dateStyle: 'medium', timeZone: 'UTC' }).format(submittedAt);
  const at = moment(submittedAt, t);
  return enteredBy === null ? at : t('quality.entered', { at, name: enteredBy });
}

/** Why an answer is left out: one of the reasons, and what else there is to say. */
export function reasonFields(typed: Typed, t: Translate): readonly FieldView[] {
  return [
    selectField(
      { name: 'reason', label: t('quality.reason') },
      typed,
      exclusionReasons.map((reason) => [reason, t(`quality.reason.${reason}`)] as const),
    ),
    lineField({ name: 'note', label: t('quality.note') }, typed),
  ];
}

/** @param pageOf the page of an answer; without it the answers are not named */
export function protocolOf(
  exclusions: readonly Exclusion[],
  undoAction: string,
  { t, pageOf = null }: { readonly t: Translate; readonly pageOf?: ((id: string) => string) | null },
): ProtocolView {
  return {
    heading: t('quality.protocol'),
    none: t('quality.protocol.none'),
    more: null,
    undoAction,
    undo: t('quality.undo'),
    rows: exclusions.map(({ responseId, reason, note, excludedBy, excludedAt, undoneBy, undoneAt }) => ({
      id: responseId,
      short: shortId(responseId),
      href: pageOf?.(responseId) ?? null,
      text: t('quality.protocol.by', {
        reason: [t(`quality.reason.${reason}` as MessageKey), note].filter((part) => part !== '').join(': '),
        name: excludedBy,
        at: moment(excludedAt, t),
      }),
      undone:
        undoneAt === null
          ? null
          : t('quality.protocol.undone', { name: undoneBy ?? '', at: moment(undoneAt, t) }),
      undoLabel: t('quality.undo.one', { response: shortId(responseId) }),
    })),
  };
}

function moment(at: number, { locale }: Translate): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' }).format(at);
}
