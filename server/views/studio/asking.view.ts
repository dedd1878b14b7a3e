import type { Setting } from '#db/queries/settings.ts';
import type { AskingCap } from '#surveys/sampling/asking-cap.ts';
import { formats } from '../../i18n/formats.ts';
import type { Translate } from '../../i18n/translate.ts';
import { type FormView, formView, lineField, type Typed } from './form.view.ts';
import { type Standing, type StudioFrame, studioFrame } from './frame.view.ts';

export interface AskingPage {
  readonly frame: StudioFrame;
  readonly documentTitle: string;
  readonly heading: string;
  readonly section: string;
  readonly said: string | null;
  readonly now: string;
  readonly changed: string | null;
  readonly prose: readonly string[];
  readonly form: FormView;
  readonly lift: { readonly action: string; readonly label: string } | null;
}

/** Where the limit is set. */
export const askingPath = '/studio/settings';

/** How often one customer is asked over all surveys, in words, with the form that changes it. */
export function askingPage(
  standing: Standing,
  {
    cap,
    setting,
    optOuts,
    isSaved,
    typed,
  }: {
    cap: AskingCap | null;
    /** Who set it last; `null` where nobody has. */
    setting: Setting | null;
    /** Customers who want no invitations. */
    optOuts: number;
    isSaved: boolean;
    typed: Typed;
  },
): AskingPage {
  const { t } = standing;
  const { integer } = formats(t.locale);
  const heading = t('asking.title');
  return {
    frame: studioFrame(standing),
    documentTitle: heading,
    heading,
    section: t('asking.heading'),
    said: isSaved ? t('asking.saved') : null,
    now: capSaid(cap, t),
    changed: setting === null ? null : changedSaid(setting, t),
    prose: [
      t('asking.why'),
      ...(optOuts === 0 ? [] : [t('asking.optOuts', { customers: integer(optOuts) })]),
    ],
    form: formView(t, typed, {
      action: `${askingPath}/asking`,
      submit: t('asking.save'),
      fields: [
        lineField({ name: 'times', label: t('asking.times') }, typed, { value: String(cap?.times ?? 2) }),
        lineField({ name: 'days', label: t('asking.days') }, typed, { value: String(cap?.days ?? 90) }),
      ],
    }),
    lift: cap === null ? null : { action: `${askingPath}/asking`, label: t('asking.lift') },
  };
}

/** How often one customer may be asked, in a sentence. */
export function capSaid(cap: AskingCap | null, t: Translate): string {
  if (cap === null) return t('draw.cap.none');
  const { integer } = formats(t.locale);
  const days = integer(cap.days);
  return cap.times === 1 ? t('draw.cap.once', { days }) : t('draw.cap', { times: integer(cap.times), days });
}

function changedSaid({ changedBy, changedAt }: Setting, t: Translate): string {
  const date = formats(t.locale).date(changedAt);
  return changedBy === ''
    ? t('asking.changed.cli', { date })
    : t('asking.changed', { name: changedBy, date });
}
