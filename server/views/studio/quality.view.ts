import type { Exclusion } from '#db/tables.ts';
import { exclusionReasons } from '#surveys/exclusion-reasons.ts';
import type { WaveQuality } from '../../actions/judge-responses.ts';
import { formats } from '../../i18n/formats.ts';
import type { MessageKey, Translate } from '../../i18n/translate.ts';
import {
  type ErrorsView,
  errorsView,
  type FieldView,
  lineField,
  selectField,
  type Typed,
} from './form.view.ts';
import { type Standing, type StudioFrame, surveyFrame } from './frame.view.ts';
import { wavePath } from './waves.view.ts';

export interface QualityPage {
  readonly frame: StudioFrame;
  readonly documentTitle: string;
  readonly heading: string;
  readonly intro: string;
  readonly said: string | null;
  readonly errors: ErrorsView | null;
  readonly action: string;
  readonly heads: Readonly<Record<'exclude' | 'response' | 'sent' | 'grade' | 'flags', string>>;
  readonly rows: readonly {
    readonly id: string;
    readonly short: string;
    readonly sent: string;
    readonly grade: string;
    readonly gradeSaid: string;
    readonly flags: readonly string[];
    readonly isExcluded: boolean;
    readonly excluded: string;
    readonly label: string;
  }[];
  readonly shown: string | null;
  readonly none: string;
  readonly fields: readonly FieldView[];
  readonly go: string;
  readonly protocol: {
    readonly heading: string;
    readonly none: string;
    readonly undoAction: string;
    readonly undo: string;
    readonly rows: readonly {
      readonly id: string;
      readonly short: string;
      readonly text: string;
      readonly undone: string | null;
      readonly undoLabel: string;
    }[];
  };
}

/** What stands out among the answers of a wave, and which of them an analyst left out, why, and how to take them in again. */
export function qualityPage(
  standing: Standing,
  survey: { readonly slug: string; readonly title: string },
  wave: { readonly key: string; readonly name: string },
  {
    quality,
    exclusions,
    enterers,
    typed,
    said,
  }: {
    quality: WaveQuality;
    exclusions: readonly Exclusion[];
    /** Who entered a response for somebody else, by its id. */
    enterers: ReadonlyMap<string, string>;
    typed: Typed;
    said: string | null;
  },
): QualityPage {
  const { t } = standing;
  const { integer } = formats(t.locale);
  const heading = t('quality.title', { wave: wave.name });
  return {
    frame: surveyFrame(standing, survey.slug, survey.title),
    documentTitle: `${heading} · ${survey.title}`,
    heading,
    intro: t('quality.intro', { judged: integer(quality.judged) }),
    said,
    errors: errorsView(t, typed.errors),
    action: wavePath(survey.slug, wave.key, '/exclusions'),
    heads: {
      exclude: t('quality.exclude'),
      response: t('quality.response'),
      sent: t('quality.sent'),
      grade: t('quality.grade'),
      flags: t('quality.flags'),
    },
    rows: quality.flagged.map(({ id, grade, flags, isExcluded, submittedAt }) => ({
      id,
      short: id.slice(0, 8),
      sent: submittedAt === null ? t('studio.none') : sentWords(submittedAt, enterers.get(id) ?? null, t),
      grade,
      gradeSaid: t(`quality.grade.${grade}`),
      flags: flags.map(({ kind }) => t(`quality.flag.${kind}`)),
      isExcluded,
      excluded: t('quality.excluded'),
      label: `${t('quality.exclude')}: ${id.slice(0, 8)}`,
    })),
    shown:
      quality.total > quality.flagged.length
        ? t('quality.shown', { shown: integer(quality.flagged.length), total: integer(quality.total) })
        : null,
    none: t('quality.none'),
    fields: [
      selectField(
        { name: 'reason', label: t('quality.reason') },
        typed,
        exclusionReasons.map((reason) => [reason, t(`quality.reason.${reason}`)] as const),
      ),
      lineField({ name: 'note', label: t('quality.note') }, typed),
    ],
    go: t('quality.exclude'),
    protocol: protocolOf(exclusions, wavePath(survey.slug, wave.key, '/exclusions/undo'), t),
  };
}

/** When a response was sent, and who entered it where its customer did not send it. */
function sentWords(at: number, enteredBy: string | null, t: Translate): string {
  const when = moment(at, t);
  return enteredBy === null ? when : t('quality.entered', { at: when, name: enteredBy });
}

function protocolOf(
  exclusions: readonly Exclusion[],
  undoAction: string,
  t: Translate,
): QualityPage['protocol'] {
  return {
    heading: t('quality.protocol'),
    none: t('quality.protocol.none'),
    undoAction,
    undo: t('quality.undo'),
    rows: exclusions.map(({ responseId, reason, note, excludedBy, excludedAt, undoneBy, undoneAt }) => ({
      id: responseId,
      short: responseId.slice(0, 8),
      text: t('quality.protocol.by', {
        reason: [t(`quality.reason.${reason}` as MessageKey), note].filter((part) => part !== '').join(': '),
        name: excludedBy,
        at: moment(excludedAt, t),
      }),
      undone:
        undoneAt === null
          ? null
          : t('quality.protocol.undone', { name: undoneBy ?? '', at: moment(undoneAt, t) }),
      undoLabel: `${t('quality.undo')}: ${responseId.slice(0, 8)}`,
    })),
  };
}

function moment(at: number, { locale }: Translate): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' }).format(at);
}
