import type { AuditFilter } from '#db/queries/audit-entries.ts';
import type { AuditEntry } from '#db/tables.ts';
import { exclusionReasons } from '#surveys/exclusion-reasons.ts';
import { dispositions } from '#surveys/sampling/dispositions.ts';
import { formats } from '../../i18n/formats.ts';
import type { Translate } from '../../i18n/translate.ts';
import { type AuditAction, auditActions } from '../../people/audit-actions.ts';
import { roles } from '../../people/person.ts';
import { type Standing, type StudioFrame, studioFrame, surveyFrame } from '../studio/frame.view.ts';
import { codeWords } from '../studio/publish/history.view.ts';

interface Choice {
  readonly value: string;
  readonly label: string;
  readonly isChosen: boolean;
}

export interface AuditRow {
  readonly at: string;
  readonly moment: string;
  readonly who: string;
  readonly what: string;
  /** Its survey; `null` where it was about none. */
  readonly survey: { readonly href: string; readonly label: string } | null;
  readonly details: readonly string[];
}

/** Who did what, the newest first. */
export interface AuditPage {
  readonly documentTitle: string;
  readonly frame: StudioFrame;
  readonly title: string;
  readonly intro: string;
  readonly filters: {
    readonly action: string;
    readonly label: string;
    readonly selects: readonly {
      readonly name: string;
      readonly label: string;
      readonly choices: readonly Choice[];
    }[];
    readonly days: readonly { readonly name: string; readonly label: string; readonly value: string }[];
    readonly submit: string;
  };
  readonly csv: { readonly href: string; readonly label: string };
  readonly headings: readonly string[];
  readonly rows: readonly AuditRow[];
  readonly none: string;
  readonly older: { readonly href: string; readonly label: string } | null;
}

/** What is shown, and what could be chosen instead. */
export interface ShownAudit {
  readonly entries: readonly AuditEntry[];
  readonly filter: AuditFilter;
  readonly days: { readonly from: string; readonly until: string };
  readonly surveys: readonly { readonly id: string; readonly slug: string; readonly title: string }[];
  readonly people: readonly { readonly id: string; readonly name: string }[];
  /** The survey whose log it is; `null` for the log of everything. */
  readonly only: { readonly slug: string; readonly title: string } | null;
  readonly path: string;
  /** The address of the file with all that fit. */
  readonly csv: string;
  readonly older: string | null;
}

export function auditPage(standing: Standing, shown: ShownAudit): AuditPage {
  const { t } = standing;
  const { only, entries } = shown;
  const title = t('studio.audit');
  return {
    documentTitle: only === null ? title : `${title}, ${only.title}`,
    frame: only === null ? studioFrame(standing) : surveyFrame(standing, only.slug, only.title),
    title,
    intro: t(only === null ? 'audit.intro' : 'audit.intro.survey'),
    filters: filtersOf(shown, t),
    csv: { href: shown.csv, label: t('audit.csv') },
    headings: [
      t('audit.at'),
      t('audit.who'),
      t('audit.what'),
      ...(only === null ? [t('audit.survey')] : []),
      t('audit.details'),
    ],
    rows: rowsOf(shown, t),
    none: entries.length === 0 ? t('audit.none') : '',
    older: shown.older === null ? null : { href: shown.older, label: t('audit.older') },
  };
}

function filtersOf(shown: ShownAudit, t: Translate): AuditPage['filters'] {
  const { filter, surveys, people, only, days, path } = shown;
  const choices = (
    all: readonly { readonly value: string; readonly label: string }[],
    chosen: string | null,
  ): readonly Choice[] =>
    [{ value: '', label: t('audit.all') }, ...all].map((choice) => ({
      ...choice,
      isChosen: choice.value === (chosen ?? ''),
    }));
  const ofSurvey = surveys.map(({ slug, title }) => ({ value: slug, label: title }));
  const chosenSurvey = surveys.find(({ id }) => id === filter.surveyId)?.slug ?? null;
  const ofPerson = people.map(({ id, name }) => ({ value: id, label: name }));
  const ofAction = auditActions.map((value) => ({ value, label: t(`audit.action.${value}`) }));
  return {
    action: path,
    label: t('audit.filters'),
    selects: [
      ...(only === null
        ? [{ name: 'survey', label: t('audit.survey'), choices: choices(ofSurvey, chosenSurvey) }]
        : []),
      { name: 'person', label: t('audit.who'), choices: choices(ofPerson, filter.personId) },
      { name: 'action', label: t('audit.what'), choices: choices(ofAction, filter.action) },
    ],
    days: [
      { name: 'from', label: t('audit.from'), value: days.from },
      { name: 'until', label: t('audit.until'), value: days.until },
    ],
    submit: t('audit.show'),
  };
}

function rowsOf({ entries, surveys, only }: ShownAudit, t: Translate): readonly AuditRow[] {
  const moments = new Intl.DateTimeFormat(t.locale, { dateStyle: 'medium', timeStyle: 'medium' });
  const known = new Map(surveys.map((survey) => [survey.id, survey]));
  return entries.map((entry) => {
    const survey = entry.surveyId === null || only !== null ? undefined : known.get(entry.surveyId);
    return {
      at: new Date(entry.at).toISOString(),
      moment: moments.format(entry.at),
      who: doerName(entry, t),
      what: actionName(entry.action, t),
      survey: survey === undefined ? null : { href: `/studio/surveys/${survey.slug}`, label: survey.title },
      details: detailsOf(entry, t),
    };
  });
}

/** Who did it, in words. Whoever failed to sign in is not known. */
export function doerName({ personId, personName, action }: AuditEntry, t: Translate): string {
  if (personId !== null) return personName;
  return t(action === 'session.refused' ? 'audit.stranger' : 'audit.commandLine');
}

/** What was done, in words; an action of a later version as its code. */
export function actionName(action: string, t: Translate): string {
  const known: AuditAction | undefined = auditActions.find((each) => each === action);
  return known === undefined ? action : t(`audit.action.${known}`);
}

/** What details are called by; a test holds everything that is written to it. */
export const namedDetails = [
  'account',
  'from',
  'to',
  'role',
  'reason',
  'rows',
  'version',
  'contacts',
  'wave',
  'sessions',
  'step',
  'purpose',
  'by',
  'secondFactor',
  'setting',
  'revision',
  'place',
  'edit',
  'name',
  'customer',
  'customers',
  'disposition',
  'item',
  'continues',
  'responses',
  'seed',
  'sampled',
  'frame',
  'file',
  'slug',
  'times',
  'days',
  'way',
  'opens',
  'closes',
  'day',
  'period',
  'shown',
  'quotes',
  'names',
  'words',
  'channel',
  'count',
  'fromOn',
  'untilOn',
  'source',
  'label',
  'page',
  'until',
  'afterClose',
  'hours',
  'running',
] as const;

/** Values that the pages have words for. */
const namedValues = [
  'true',
  'false',
  'password',
  'code',
  'invitation',
  'secondFactor',
  'link',
  'app',
  'recoveryCode',
  'askingCap',
  'nothing',
  'qrSheets',
  'signedLinks',
  'file',
] as const;

/** What else is known of it, one piece each. Identifiers are for programs and stand in the file only. */
function detailsOf({ details }: AuditEntry, t: Translate): readonly string[] {
  return Object.entries(details)
    .filter(([name, value]) => !name.endsWith('Id') && value !== null && value !== '')
    .map(([name, value]) => {
      const known = namedDetails.find((each) => each === name);
      const label = known === undefined ? name : t(`audit.detail.${known}`);
      return t('audit.detail', { label, value: wordFor(name, String(value), t) });
    });
}

/** Roles and other words of ours are said as pages say them; several roles stand side by side. */
function wordFor(name: string, value: string, t: Translate): string {
  const disposition = name === 'disposition' ? dispositions.find((each) => each === value) : undefined;
  if (disposition !== undefined) return t(`report.disposition.${disposition}`);
  if (name === 'reason') {
    const reason = exclusionReasons.find((each) => each === value);
    if (reason !== undefined) return t(`quality.reason.${reason}`);
  }
  const words = value.split(' ').map((word) => roles.find((role) => role === word));
  if (words.every((role) => role !== undefined))
    return formats(t.locale).list(words.map((role) => t(`people.role.${role}`)));
  const known = namedValues.find((each) => each === value);
  if (known !== undefined) return t(`audit.value.${known}`);
  return name === 'edit' || name === 'way' ? t(codeWords(value)) : value;
}
