import { Hono } from 'hono';
import { privacyTexts } from '../../../actions/consent.ts';
import type { Definitions } from '../../../actions/definitions.ts';
import { interviewOf } from '../../../actions/interview.ts';
import type { AppEnv, Dependencies } from '../../../http/context.ts';
import { privacyPage } from '../../../views/respond/privacy.view.ts';
import { linksFrom, ownAddress } from '../addresses.ts';
import { tieOf } from '../present.ts';
import { languageIn, wordsIn } from '../reader.ts';
import { showMine } from './show.ts';

/** What becomes of the data: the text that the questionnaire begins with, and what was agreed to. */
export function privacyRoutes(deps: Dependencies & { readonly definitions: Definitions }) {
  return new Hono<AppEnv>().get('/:token/my/privacy', async (c) => {
    const interview = await interviewOf(deps.db.read, c.req.param('token'), deps, languageIn(c));
    const { definition, respondent } = interview;
    const view = privacyPage({
      ...wordsIn(c, interview),
      texts: privacyTexts(definition, respondent.language),
      tie: tieOf(interview),
      consent: interview.response?.consent ?? null,
      isPersonal: interview.member !== null,
      linkTo: linksFrom(ownAddress(c, interview, 'privacy')),
    });
    return showMine(c, deps, interview, 'respond/privacy', view);
  });
}
