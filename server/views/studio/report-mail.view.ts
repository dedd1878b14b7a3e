import type { KnownRecipient } from '#db/queries/report-mail.ts';
import type { ReportMail, ReportMailPlan, StoredPerson, Wave } from '#db/tables.ts';
import { noMail } from '../../actions/report-mail-plan.ts';
import { mailedLinkDays } from '../../actions/send-report-mails.ts';
import { formats } from '../../i18n/formats.ts';
import { nameOfLanguage } from '../../i18n/language-names.ts';
import { locales } from '../../i18n/locale.ts';
import type { Translate } from '../../i18n/translate.ts';
import { nextOccasion } from '../../mail/occasions.ts';
import {
  areaField,
  boxField,
  type Choices,
  type FormView,
  formView,
  lineField,
  radiosField,
  selectField,
  type Typed,
} from './form.view.ts';
import { type Standing, type StudioFrame, surveyFrame, surveyPath } from './frame.view.ts';
import { type MailLogRow, mailLogRow, momentIn } from './report-mail-log.view.ts';
import { waveName } from './surveys.view.ts';

/** When and to whom a survey's report is mailed, and what became of it. */
export interface ReportMailPage {
  readonly frame: StudioFrame;
  readonly documentTitle: string;
  readonly heading: string;
  readonly intro: string;
  readonly said: string | null;
  /** Why something that was asked for did not happen. */
  readonly alert: string | null;
  readonly notSetUp: { readonly heading: string; readonly help: string } | null;
  readonly from: string | null;
  readonly next: string;
  readonly schedule: { readonly heading: string; readonly zone: string; readonly form: FormView };
  readonly recipients: {
    readonly heading: string;
    readonly none: string;
    readonly columns: readonly string[];
    readonly rows: readonly RecipientRow[];
  };
  readonly add: readonly { readonly id: string; readonly heading: string; readonly form: FormView }[];
  readonly trial: {
    readonly heading: string;
    readonly help: string;
    readonly action: string;
    readonly go: string;
  } | null;
  readonly log: {
    readonly heading: string;
    readonly none: string;
    readonly columns: readonly string[];
    readonly rows: readonly MailLogRow[];
  };
}

interface RecipientRow {
  readonly name: string;
  readonly address: string;
  readonly language: string;
  readonly reads: string;
  readonly action: string;
  readonly remove: string;
  readonly removeWho: string;
}

/** Which of the page's forms was sent in vain. */
export type SentForm = 'schedule' | 'people' | 'addresses';

/** What the page tells of. */
export interface ShownMail {
  readonly slug: string;
  readonly title: string;
  readonly plan: ReportMailPlan | null;
  readonly waves: readonly Wave[];
  /** Those on the list, with whether they may read the report. */
  readonly recipients: readonly (KnownRecipient & { readonly mayRead: boolean })[];
  /** Everybody who may read the report. */
  readonly readers: readonly StoredPerson[];
  readonly mails: readonly ReportMail[];
  /** Everybody who was ever on the list, for the log. */
  readonly known: readonly KnownRecipient[];
  readonly now: number;
  /** From whom mails come; `null` where mail is not set up. */
  readonly from: string | null;
  readonly hasBrowser: boolean;
  readonly said: 'saved' | 'added' | 'removed' | 'trial' | null;
  readonly alert: string | null;
  readonly typed: (form: SentForm) => Typed;
}

export function reportMailPage(standing: Standing, shown: ShownMail): ReportMailPage {
  const { t, visitor } = standing;
  const { slug, title, from, said, recipients } = shown;
  const email = visitor?.isDemonstration ? null : (visitor?.person.email ?? null);
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const label = (name: 'recipient' | 'address' | 'language' | 'reads') => t(`reportMail.${name}`);
  const heading = t('reportMail.title');
  return {
    frame: surveyFrame(standing, slug, title),
    documentTitle: `${heading} · ${title}`,
    heading,
    intro: t('reportMail.intro', { days: mailedLinkDays }),
    said:
      said === null
        ? null
        : said === 'trial'
          ? t('reportMail.trial.sent', { email: email ?? '' })
          : t(`reportMail.${said}`),
    alert: shown.alert,
    notSetUp:
      from === null ? { heading: t('reportMail.notSetUp'), help: t('reportMail.notSetUp.help') } : null,
    from: from === null ? null : t('reportMail.from', { from }),
    next: nextInWords(t, shown),
    schedule: {
      heading: t('reportMail.schedule'),
      zone: t('reportMail.zone', { zone }),
      form: scheduleForm(t, shown),
    },
    recipients: {
      heading: t('reportMail.recipients'),
      none: t('reportMail.recipients.none'),
      columns: [label('recipient'), label('address'), label('language'), label('reads')],
      rows: recipients.map((each) => recipientRow(t, slug, each)),
    },
    add: [
      { id: 'person-form', heading: t('reportMail.addPerson'), form: personForm(t, shown) },
      { id: 'address-form', heading: t('reportMail.addOther'), form: addressForm(t, shown) },
    ],
    trial:
      from === null || email === null
        ? null
        : {
            heading: t('reportMail.trial'),
            help: t('reportMail.trial.help', { email }),
            action: surveyPath(slug, '/report/mail/trial'),
            go: t('reportMail.trial.go'),
          },
    log: {
      heading: t('reportMail.log'),
      none: t('reportMail.log.none'),
      columns: (['due', 'to', 'what', 'state'] as const).map((name) => t(`reportMail.log.${name}`)),
      rows: shown.mails.map((mail) => mailLogRow(t, slug, mail, shown)),
    },
  };
}

function nextInWords(t: Translate, { plan, waves, now, recipients }: ShownMail): string {
  const next = plan && nextOccasion(plan, waves, now);
  if (next === null) return t('reportMail.next.none');
  if (recipients.length === 0) return t('reportMail.next.nobody');
  const what = t(`reportMail.what.${next.kind}`, { wave: waveName(next.wave, t) });
  return t('reportMail.next', { moment: momentIn(t, next.dueAt), what });
}

function scheduleForm(t: Translate, { slug, plan, typed: typedIn, hasBrowser }: ShownMail): FormView {
  const typed = typedIn('schedule');
  const now = plan ?? noMail;
  const words = (name: 'afterClose' | 'hours' | 'running' | 'note' | 'withPdf') => ({
    name,
    label: t(`reportMail.${name}`),
  });
  const state = t(hasBrowser ? 'reportMail.withPdf.there' : 'reportMail.withPdf.missing');
  const choices = <N extends 'afterClose' | 'running'>(
    name: N,
    values: readonly ReportMailPlan[N][],
  ): Choices =>
    values.map((value) => [value, t(`reportMail.${name}.${value}` as `reportMail.afterClose.never`)]);
  return formView(t, typed, {
    action: surveyPath(slug, '/report/mail#schedule'),
    submit: t('reportMail.save'),
    hidden: { seen: String(plan?.revision ?? 0) },
    fields: [
      radiosField(
        words('afterClose'),
        typed,
        choices('afterClose', ['never', 'morning', 'hours']),
        now.afterClose,
      ),
      lineField({ ...words('hours'), hint: t('reportMail.hours.hint') }, typed, { value: String(now.hours) }),
      radiosField(words('running'), typed, choices('running', ['never', 'weekly', 'monthly']), now.running),
      areaField({ ...words('note'), hint: t('reportMail.note.hint') }, typed, now.note),
      boxField({ ...words('withPdf'), hint: t('reportMail.withPdf.hint', { state }) }, typed, now.withPdf),
    ],
  });
}

const languages: Choices = locales.map((tag): [string, string] => [tag, nameOfLanguage(tag)]);

function personForm(t: Translate, { slug, readers, recipients, typed: typedIn }: ShownMail): FormView {
  const typed = typedIn('people');
  const there = new Set(recipients.map(({ recipient }) => recipient.personId));
  const people = readers
    .filter(({ id }) => !there.has(id))
    .map(({ id, name, email }): [string, string] => [id, `${name} · ${email}`]);
  return formView(t, typed, {
    action: surveyPath(slug, '/report/mail/people#person-form'),
    submit: t('reportMail.add'),
    fields: [
      selectField(
        { name: 'person', label: t('reportMail.person'), hint: t('reportMail.person.hint') },
        typed,
        [['', '—'], ...people],
      ),
      selectField({ name: 'personLanguage', label: t('reportMail.language') }, typed, languages, t.locale),
    ],
  });
}

function addressForm(t: Translate, { slug, typed: typedIn }: ShownMail): FormView {
  const typed = typedIn('addresses');
  return formView(t, typed, {
    action: surveyPath(slug, '/report/mail/addresses#address-form'),
    submit: t('reportMail.add'),
    fields: [
      lineField({ name: 'name', label: t('reportMail.name') }, typed),
      // not of the kind `email`, whose own messages hide ours
      lineField({ name: 'address', label: t('reportMail.address') }, typed),
      selectField({ name: 'addressLanguage', label: t('reportMail.language') }, typed, languages, t.locale),
    ],
  });
}

function recipientRow(
  t: Translate,
  slug: string,
  { recipient, person, mayRead }: ShownMail['recipients'][number],
): RecipientRow {
  const { date } = formats(t.locale);
  const name = person?.name ?? recipient.name;
  const address = person?.email ?? recipient.address;
  const { unsubscribedAt, personId } = recipient;
  return {
    name: name === '' ? address : name,
    address,
    language: nameOfLanguage(recipient.language),
    reads:
      unsubscribedAt !== null
        ? t('reportMail.reads.unsubscribed', { date: date(unsubscribedAt) })
        : mayRead
          ? t(personId === null ? 'reportMail.reads.link' : 'reportMail.reads.account')
          : t('reportMail.reads.noRight'),
    action: surveyPath(slug, `/report/mail/recipients/${encodeURIComponent(recipient.id)}/removal`),
    remove: t('reportMail.remove'),
    removeWho: t('reportMail.removeWho', { name: name === '' ? address : name }),
  };
}
