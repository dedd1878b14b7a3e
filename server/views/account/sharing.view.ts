import type { StoredPerson, SurveyPerson } from '#db/tables.ts';
import { formats } from '../../i18n/formats.ts';
import { type Standing, type StudioFrame, surveyFrame, surveyPath } from '../studio/frame.view.ts';

/** Whom a survey is shared with. */
export interface SharingPage {
  readonly documentTitle: string;
  readonly frame: StudioFrame;
  readonly title: string;
  readonly intro: string;
  readonly headings: readonly string[];
  readonly rows: readonly {
    readonly name: string;
    readonly email: string;
    readonly role: string;
    readonly by: string;
    readonly action: string;
    readonly label: string;
  }[];
  readonly none: string;
  readonly end: string;
  readonly add: {
    readonly title: string;
    readonly action: string;
    readonly label: string;
    readonly people: readonly { readonly id: string; readonly label: string }[];
    readonly submit: string;
    /** Said in the place of the form where there is nobody left. */
    readonly nobody: string;
  };
  /** How the report reaches those without an account. */
  readonly outside: {
    readonly title: string;
    readonly intro: string;
    readonly links: readonly { readonly href: string; readonly label: string }[];
  };
}

export interface SharedSurvey {
  readonly slug: string;
  readonly title: string;
  readonly shares: readonly { readonly person: StoredPerson; readonly share: SurveyPerson }[];
  readonly everybody: readonly StoredPerson[];
}

export function sharingPage(
  standing: Standing,
  { slug, title, shares, everybody }: SharedSurvey,
): SharingPage {
  const { t } = standing;
  const { date } = formats(t.locale);
  const byName = new Intl.Collator(t.locale);
  const shared = new Set(shares.map(({ person }) => person.id));
  const others = everybody
    .filter(({ id, role, disabledAt }) => !shared.has(id) && role !== 'administrator' && disabledAt === null)
    .toSorted((a, b) => byName.compare(a.name, b.name));
  return {
    documentTitle: `${t('sharing.title')}, ${title}`,
    frame: surveyFrame(standing, slug, title),
    title: t('sharing.title'),
    intro: t('sharing.intro'),
    headings: [t('account.name'), t('account.email'), t('people.role'), t('sharing.by')],
    rows: shares
      .toSorted((a, b) => byName.compare(a.person.name, b.person.name))
      .map(({ person, share }) => ({
        name: person.name,
        email: person.email,
        role: t(person.disabledAt === null ? `people.role.${person.role}` : 'people.state.disabled'),
        by: t('sharing.byWhom', { name: share.grantedBy, date: date(share.grantedAt) }),
        action: surveyPath(slug, `/people/${person.id}/removal`),
        label: t('sharing.endWith', { name: person.name }),
      })),
    none: shares.length === 0 ? t('sharing.none') : '',
    end: t('sharing.end'),
    add: {
      title: t('sharing.add'),
      action: surveyPath(slug, '/people'),
      label: t('sharing.person'),
      people: others.map((person) => ({
        id: person.id,
        label: `${person.name} · ${t(`people.role.${person.role}`)} · ${person.email}`,
      })),
      submit: t('sharing.submit'),
      nobody: others.length === 0 ? t('sharing.nobody') : '',
    },
    outside: {
      title: t('sharing.links'),
      intro: t('sharing.links.intro'),
      links: [
        { href: surveyPath(slug, '/report/links'), label: t('sharing.links.go') },
        { href: surveyPath(slug, '/report/mail'), label: t('sharing.links.mail') },
      ],
    },
  };
}
