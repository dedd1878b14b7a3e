import { nameOfLanguage } from '../../i18n/language-names.ts';
import { type Locale, locales } from '../../i18n/locale.ts';
import type { MessageKey, Translate } from '../../i18n/translate.ts';
import { may, mayWithSurvey, type SurveyRight } from '../../people/permissions.ts';
import type { Visitor } from '../../people/person.ts';

export interface StudioLink {
  readonly href: string;
  readonly label: string;
  readonly isCurrent: boolean;
}

/** What stands over every page of the studio. */
export interface StudioFrame {
  readonly skip: string;
  readonly navigation: { readonly label: string; readonly links: readonly StudioLink[] };
  /** Who is here; `null` for a stranger. */
  readonly account: { readonly href: string; readonly name: string; readonly signOut: string | null } | null;
  readonly languages: {
    readonly label: string;
    /** Where to come back to. */
    readonly here: string;
    readonly others: readonly { readonly tag: Locale; readonly name: string }[];
  };
  /** Said on every page of a demonstration. */
  readonly notice: string | null;
  /** The survey a page is about, with its other pages; `null` where it is about none. */
  readonly survey: SurveyTabs | null;
}

export interface SurveyTabs {
  readonly label: string;
  readonly title: string;
  readonly href: string;
  readonly links: readonly StudioLink[];
}

/** What a page says of itself to its frame. */
export interface Standing {
  readonly visitor: Visitor | null;
  /** The path and query of the page. */
  readonly here: string;
  readonly t: Translate;
}

/** The frame around a page that is about no single survey. */
export function studioFrame({ visitor, here, t }: Standing, survey: SurveyTabs | null = null): StudioFrame {
  const links = visitor === null ? [] : mainLinks(visitor, here, t);
  return {
    skip: t('studio.skip'),
    navigation: { label: t('studio.navigation'), links },
    account: visitor === null ? null : accountOf(visitor, t),
    languages: {
      label: t('studio.language'),
      here,
      others: locales.filter((tag) => tag !== t.locale).map((tag) => ({ tag, name: nameOfLanguage(tag) })),
    },
    notice: visitor?.isDemonstration ? t('studio.demonstration') : null,
    survey,
  };
}

function accountOf({ person, isDemonstration }: Visitor, t: Translate): NonNullable<StudioFrame['account']> {
  return {
    href: '/studio/account',
    name: isDemonstration ? t('studio.demonstrator') : person.name,
    signOut: isDemonstration ? null : t('studio.signOut'),
  };
}

function mainLinks({ person }: Visitor, here: string, t: Translate): readonly StudioLink[] {
  const link = (href: string, key: MessageKey): StudioLink => ({
    href,
    label: t(key),
    isCurrent: href === '/studio' ? isAt('/studio', here) : here.startsWith(href),
  });
  return [
    link('/studio', 'studio.surveys'),
    link('/studio/compare', 'compare.title'),
    ...(may(person.role, 'beginSurvey') ? [link('/studio/templates', 'studio.templates')] : []),
    ...(may(person.role, 'managePeople') ? [link('/studio/people', 'studio.people')] : []),
    ...(may(person.role, 'changeSettings') ? [link('/studio/settings', 'asking.title')] : []),
    ...(may(person.role, 'readAudit') ? [link('/studio/audit', 'studio.audit')] : []),
  ];
}

/** The pages of a survey, with the right each needs. */
const surveyPages: readonly (readonly [path: string, key: MessageKey, right: SurveyRight])[] = [
  ['', 'studio.survey.overview', 'look'],
  ['/questionnaire', 'studio.survey.questionnaire', 'look'],
  ['/customers', 'studio.survey.customers', 'sample'],
  ['/waves', 'studio.survey.waves', 'look'],
  ['/answers', 'studio.survey.answers', 'export'],
  ['/plan', 'studio.survey.plan', 'judge'],
  ['/report', 'studio.survey.report', 'report'],
  ['/measures', 'improve.title', 'improve'],
  ['/voices', 'voices.title', 'improve'],
  ['/people', 'studio.survey.sharing', 'share'],
  ['/log', 'studio.survey.log', 'share'],
];

/** The frame around a page of a survey. @param title the survey's title as it is read */
export function surveyFrame(standing: Standing, slug: string, title: string): StudioFrame {
  const { visitor, here, t } = standing;
  const root = surveyPath(slug);
  const role = visitor?.person.role ?? 'reader';
  const links = surveyPages
    .filter(([, , right]) => mayWithSurvey(role, right, true))
    .map(([path, key]) => ({
      href: root + path,
      label: t(key),
      isCurrent: path === '' ? isAt(root, here) : here.startsWith(root + path),
    }));
  return studioFrame(standing, { label: t('studio.survey.views'), title, href: root, links });
}

/** The path of a survey's page. Slugs are letters, digits and `-`. */
export function surveyPath(slug: string, page = ''): string {
  return `/studio/surveys/${slug}${page}`;
}

function isAt(path: string, here: string): boolean {
  return here.split('?')[0] === path;
}
