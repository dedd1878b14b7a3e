import type { ReportLink } from '#db/tables.ts';
import { linkStateAt } from '../../actions/report-links.ts';
import { formats } from '../../i18n/formats.ts';
import { nameOfLanguage } from '../../i18n/language-names.ts';
import { locales } from '../../i18n/locale.ts';
import { plural, type Translate } from '../../i18n/translate.ts';
import { type FormView, formView, lineField, nothingTyped, radiosField, type Typed } from './form.view.ts';
import type { StudioFormPage } from './form-page.view.ts';
import { type Standing, type StudioFrame, surveyFrame, surveyPath } from './frame.view.ts';

/** The links to a survey's report. */
export interface ReportLinksPage {
  readonly frame: StudioFrame;
  readonly documentTitle: string;
  readonly heading: string;
  readonly intro: string;
  /** What was just done, in words. */
  readonly said: string | null;
  /** The link that was just made; its address is shown this once. */
  readonly made: {
    readonly heading: string;
    readonly help: string;
    readonly label: string;
    readonly address: string;
    readonly copy: string;
    readonly copied: string;
  } | null;
  readonly caption: string;
  readonly columns: readonly string[];
  readonly rows: readonly LinkRow[];
  readonly none: string;
  /** Those that went with mails. */
  readonly mailed: { readonly summary: string; readonly rows: readonly LinkRow[] } | null;
  readonly ended: { readonly summary: string; readonly rows: readonly LinkRow[] } | null;
  readonly formHeading: string;
  readonly form: FormView;
}

interface LinkRow {
  readonly label: string;
  readonly opens: string;
  readonly state: string;
  readonly isGood: boolean;
  readonly isMailed: boolean;
  readonly made: string;
  readonly opened: string;
  /** `null` for one that opens nothing any more. */
  readonly revoke: { readonly href: string; readonly label: string; readonly name: string } | null;
}

/** For how many days a link can be good at a choice; anything else is a day that is typed. */
export const linkDays = [7, 30, 90] as const;

interface ShownLinks {
  readonly slug: string;
  readonly title: string;
  readonly links: readonly ReportLink[];
  readonly now: number;
  readonly typed: Typed;
  readonly made: { readonly link: ReportLink; readonly address: string } | null;
  /** The label of a link that was just revoked. */
  readonly revoked: string | null;
}

export function reportLinksPage(standing: Standing, shown: ShownLinks): ReportLinksPage {
  const { t } = standing;
  const { slug, title, links, now, made, revoked } = shown;
  const newestFirst = links.toReversed();
  const rows = newestFirst.map((link) => rowOf(link, slug, now, t));
  const ended = rows.filter(({ isGood }) => !isGood);
  const mailed = rows.filter(({ isGood, isMailed }) => isGood && isMailed);
  return {
    frame: surveyFrame(standing, slug, title),
    documentTitle: `${t('reportLinks.title')} · ${title}`,
    heading: t('reportLinks.title'),
    intro: t('reportLinks.intro'),
    said: revoked === null ? null : t('reportLinks.revoked', { label: revoked }),
    made:
      made === null
        ? null
        : {
            heading: t('reportLinks.ready', { label: made.link.label }),
            help: t('reportLinks.ready.help'),
            label: t('reportLinks.address'),
            address: made.address,
            copy: t('reportLinks.copy'),
            copied: t('reportLinks.copied'),
          },
    caption: t('reportLinks.caption'),
    columns: (['label', 'opens', 'state', 'made', 'opened'] as const).map((name) => t(`reportLinks.${name}`)),
    rows: rows.filter(({ isGood, isMailed }) => isGood && !isMailed),
    none: t('reportLinks.none'),
    mailed:
      mailed.length === 0
        ? null
        : { summary: plural(t, 'reportLinks.mailed', mailed.length, { count: mailed.length }), rows: mailed },
    ended:
      ended.length === 0
        ? null
        : { summary: plural(t, 'reportLinks.ended', ended.length, { count: ended.length }), rows: ended },
    formHeading: t('reportLinks.makeTitle'),
    form: linkForm(t, slug, shown.typed),
  };
}

/** A link's state in words. */
export function linkStateInWords(link: ReportLink, now: number, t: Translate): string {
  const { date } = formats(t.locale);
  const state = linkStateAt(link, now);
  if (state !== 'revoked') return t(`reportLinks.state.${state}`, { date: date(link.expiresAt - 1) });
  const name = link.revokedBy === '' ? t('reportLinks.byCommandLine') : (link.revokedBy ?? '');
  return t('reportLinks.state.revoked', { date: date(link.revokedAt ?? 0), name });
}

/** What a link opens, and in which language, in words. */
export function linkOpensInWords({ opens, language }: ReportLink, t: Translate): string {
  const what = t(`reportLinks.opens.${opens}`);
  return language === null ? what : `${what} · ${nameOfLanguage(language)}`;
}

function rowOf(link: ReportLink, slug: string, now: number, t: Translate): LinkRow {
  const { date } = formats(t.locale);
  const isGood = linkStateAt(link, now) === 'good';
  const name = link.createdBy === '' ? t('reportLinks.byCommandLine') : link.createdBy;
  return {
    label: link.recipientId === null ? link.label : t('reportLinks.byMail', { label: link.label }),
    opens: linkOpensInWords(link, t),
    state: linkStateInWords(link, now, t),
    isGood,
    isMailed: link.recipientId !== null,
    made: t('reportLinks.byWhom', { name, date: date(link.createdAt) }),
    opened: link.lastOpenedOn === null ? t('reportLinks.opened.never') : date(link.lastOpenedOn),
    revoke: isGood
      ? {
          href: surveyPath(slug, `/report/links/${encodeURIComponent(link.id)}/revocation`),
          label: t('reportLinks.revoke'),
          name: t('reportLinks.revokeWhich', { label: link.label }),
        }
      : null,
  };
}

function linkForm(t: Translate, slug: string, typed: Typed): FormView {
  const words = (name: 'label' | 'opens' | 'language' | 'expires' | 'until') => ({
    name,
    label: t(`reportLinks.${name}`),
  });
  return formView(t, typed, {
    action: surveyPath(slug, '/report/links'),
    submit: t('reportLinks.make'),
    fields: [
      lineField({ ...words('label'), hint: t('reportLinks.label.hint') }, typed),
      radiosField(
        words('opens'),
        typed,
        (['report', 'wall'] as const).map((opens) => [
          opens,
          t(`reportLinks.opens.${opens}`),
          t(`reportLinks.opens.${opens}.hint`),
        ]),
        'report',
      ),
      radiosField(
        words('language'),
        typed,
        [
          ['browser', t('reportLinks.language.browser')],
          ...locales.map((tag): [string, string] => [tag, nameOfLanguage(tag)]),
        ],
        'browser',
      ),
      radiosField(
        words('expires'),
        typed,
        [
          ...linkDays.map((days): [string, string] => [
            String(days),
            t('reportLinks.expires.days', { days }),
          ]),
          ['date', t('reportLinks.expires.date')],
        ],
        '30',
      ),
      lineField({ ...words('until'), hint: t('reportLinks.until.hint') }, typed, { type: 'date' }),
    ],
  });
}

/** Asks once more before a link is taken back for good. */
export function revokeLinkPage(
  standing: Standing,
  survey: { readonly slug: string; readonly title: string },
  { id, label }: ReportLink,
): StudioFormPage {
  const { t } = standing;
  const heading = t('reportLinks.revokeTitle', { label });
  return {
    frame: surveyFrame(standing, survey.slug, survey.title),
    documentTitle: `${heading} · ${survey.title}`,
    heading,
    prose: [t('reportLinks.revokeHelp')],
    back: { href: surveyPath(survey.slug, '/report/links'), label: t('reportLinks.revokeBack') },
    form: formView(t, nothingTyped, {
      action: surveyPath(survey.slug, `/report/links/${encodeURIComponent(id)}/revocation`),
      submit: t('reportLinks.revokeGo'),
      fields: [],
      isGrave: true,
    }),
  };
}
