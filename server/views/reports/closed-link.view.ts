import type { OpenedLink } from '../../actions/report-links.ts';
import { formats } from '../../i18n/formats.ts';
import type { Translate } from '../../i18n/translate.ts';
import type { ErrorPage } from '../error.view.ts';
import { titleIn } from '../studio/surveys.view.ts';

/** What stands in the place of a report whose link has expired or was revoked: that it did, and whom to ask. */
export function closedLinkPage({ link, survey, state }: OpenedLink, t: Translate): ErrorPage {
  const { date } = formats(t.locale);
  const why =
    state === 'revoked'
      ? t('reportLinks.closed.revoked', { date: date(link.revokedAt ?? 0) })
      : t('reportLinks.closed.expired', { date: date(link.expiresAt) });
  const ask =
    link.createdBy === ''
      ? t('reportLinks.closed.ask')
      : t('reportLinks.closed.askBy', { name: link.createdBy });
  return {
    organisation: titleIn(survey.title, t),
    heading: t(state === 'revoked' ? 'reportLinks.closed.revokedTitle' : 'reportLinks.closed.expiredTitle'),
    help: `${why}${t('reportLinks.closed.between')}${ask}`,
    contact: null,
    links: [],
    theirs: null,
  };
}
