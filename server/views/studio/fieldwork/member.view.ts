import type { RecordedDisposition } from '#db/tables.ts';
import type { Disposition } from '#surveys/sampling/dispositions.ts';
import { areaField, type FormView, formView, lineField, selectField, type Typed } from '../form.view.ts';
import { type Standing, type StudioFrame, surveyFrame } from '../frame.view.ts';
import { wavePath } from '../waves.view.ts';
import {
  attemptWords,
  cameWords,
  type KnownCustomer,
  momentWords,
  outcomeOf,
  outcomeWords,
} from './known.ts';

/** What can be recorded by hand. Who answered completely has answers, which are entered. */
export const handDispositions = [
  'noContact',
  'refused',
  'other',
  'notEligible',
  'partial',
  'unknown',
] as const satisfies readonly Disposition[];

interface LinkView {
  readonly href: string;
  readonly label: string;
}

export interface MemberPage {
  readonly frame: StudioFrame;
  readonly documentTitle: string;
  readonly heading: string;
  readonly said: string | null;
  readonly facts: readonly { readonly label: string; readonly value: string }[];
  /** The way to enter what the customer said; else why that cannot be. */
  readonly enter: LinkView | null;
  readonly notEntered: string | null;
  readonly recording: { readonly heading: string; readonly help: string; readonly form: FormView };
  readonly history: {
    readonly heading: string;
    readonly none: string;
    readonly undoAction: string;
    readonly undo: string;
    readonly rows: readonly {
      readonly number: number;
      readonly text: string;
      readonly note: string;
      readonly undone: string | null;
      readonly isLast: boolean;
      readonly undoLabel: string;
    }[];
  };
  readonly back: LinkView;
}

/** One customer of a wave's sample: what is known, what to record, and what was recorded before. */
export function memberPage(
  standing: Standing,
  survey: { readonly slug: string; readonly title: string },
  wave: { readonly key: string; readonly name: string },
  {
    known,
    history,
    refusal,
    typed,
    said,
  }: {
    readonly known: KnownCustomer;
    readonly history: readonly RecordedDisposition[];
    /** Why no answers can be entered, in words; `null` where they can. */
    readonly refusal: string | null;
    readonly typed: Typed;
    readonly said: string | null;
  },
): MemberPage {
  const { t } = standing;
  const { customer, id } = known.member;
  const heading = t('fieldwork.member.title', { customer });
  const root = wavePath(survey.slug, wave.key, `/customers/${id}`);
  return {
    frame: surveyFrame(standing, survey.slug, survey.title),
    documentTitle: `${heading} · ${wave.name} · ${survey.title}`,
    heading,
    said,
    facts: factsOfMember(known, standing),
    enter: refusal === null ? { href: `${root}/answers`, label: t('fieldwork.enter') } : null,
    notEntered: refusal,
    recording: {
      heading: t('fieldwork.record'),
      help: t('fieldwork.record.help'),
      form: recordForm(`${root}/disposition`, typed, standing),
    },
    history: historyOf(history, `${root}/disposition/undo`, standing),
    back: {
      href: wavePath(survey.slug, wave.key, '/customers'),
      label: t('fieldwork.title', { wave: wave.name }),
    },
  };
}

function factsOfMember(known: KnownCustomer, { t }: Standing): MemberPage['facts'] {
  const { member, optOut } = known;
  const outcome = outcomeOf(known);
  const recorded =
    member.disposition === null
      ? t('fieldwork.recorded.none')
      : t('fieldwork.recorded.at', {
          words: t(`report.disposition.${member.disposition}`),
          at: attemptWords(member.dispositionAt ?? 0, t),
        });
  return [
    { label: t('fieldwork.stratum'), value: member.stratum },
    ...Object.entries(member.attributes).map(([label, value]) => ({ label, value })),
    { label: t('fieldwork.came'), value: cameWords(known, t) },
    ...(optOut === null
      ? []
      : [
          {
            label: t('fieldwork.invitations'),
            value: t('fieldwork.optedOut.at', { at: momentWords(optOut.at, t) }),
          },
        ]),
    { label: t('fieldwork.recorded'), value: recorded },
    ...(outcome === null ? [] : [{ label: t('fieldwork.counts'), value: outcomeWords(outcome, t) }]),
  ];
}

function recordForm(action: string, typed: Typed, { t }: Standing): FormView {
  return formView(t, typed, {
    action,
    submit: t('fieldwork.record.go'),
    fields: [
      selectField(
        { name: 'disposition', label: t('fieldwork.disposition') },
        typed,
        handDispositions.map((each) => [each, outcomeWords(each, t)] as const),
      ),
      lineField({ name: 'at', label: t('fieldwork.at'), hint: t('fieldwork.at.hint') }, typed, {
        type: 'datetime-local',
      }),
      areaField({ name: 'note', label: t('fieldwork.note'), hint: t('fieldwork.note.hint') }, typed),
    ],
  });
}

function historyOf(
  history: readonly RecordedDisposition[],
  undoAction: string,
  { t }: Standing,
): MemberPage['history'] {
  const last = history.find(({ undoneAt }) => undoneAt === null)?.number;
  return {
    heading: t('fieldwork.history'),
    none: t('fieldwork.history.none'),
    undoAction,
    undo: t('fieldwork.undo'),
    rows: history.map(({ number, disposition, at, note, recordedBy, recordedAt, undoneBy, undoneAt }) => {
      const words = t(`report.disposition.${disposition}`);
      const name = recordedBy ?? t('audit.commandLine');
      return {
        number,
        text: t('fieldwork.history.row', {
          words,
          at: attemptWords(at, t),
          name,
          recordedAt: momentWords(recordedAt, t),
        }),
        note,
        undone:
          undoneAt === null
            ? null
            : t('fieldwork.history.undone', { name: undoneBy ?? '', at: momentWords(undoneAt, t) }),
        isLast: number === last,
        undoLabel: t('fieldwork.undo.of', { words }),
      };
    }),
  };
}
