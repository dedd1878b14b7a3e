import { surveyBySlug, updateSurveyPlan } from '#db/queries/surveys.ts';
import { plan } from '#reports/plan.ts';
import { templateWith } from '#surveys/templates/library.ts';
import { createWave } from '../actions/create-wave.ts';
import { importQuestionnaire } from '../actions/import-questionnaire.ts';
import { publishSurvey } from '../actions/publish-survey.ts';
import { recorderFor } from '../people/recorder.ts';
import type { Facts } from '../tokens.ts';
import { brand, organisation, privacy } from './company.ts';
import type { DemoDependencies } from './load-demo.ts';

/** The survey that follows each parcel, as it is called in addresses and commands. */
export const parcelSlug = 'huajie-delivery';

/** What the code on the delivery slip of one parcel says. */
export const parcel: Facts = { order: 'HJ2609301234', station: '广州天河路网点', service: '次日达' };

/** The questionnaire about one delivery, in the name of the invented company. */
const questionnaire = {
  ...templateWith('delivery', ['complaint-behaviour']),
  organisation,
  brand,
  privacy,
};

/** What the code says of a parcel is what the report tells apart. */
const byStation = plan.parse({ segments: ['station', 'service'] });

/** A survey without a customer list: whoever gets a parcel is asked, by the code on its slip. Nobody has answered yet. */
export async function loadParcelSurvey(deps: DemoDependencies): Promise<void> {
  await importQuestionnaire(deps, { slug: parcelSlug, json: questionnaire });
  const record = recorderFor(deps, 'command line');
  const published = await publishSurvey({ ...deps, record }, parcelSlug);
  const survey = await surveyBySlug(deps.db.read, parcelSlug);
  if (published === 'unknownSurvey' || !('number' in published) || survey === null) {
    throw new Error('The delivery survey of the demonstration cannot be published');
  }
  await updateSurveyPlan(deps.db.read, survey.id, byStation);
  const wave = await createWave(
    { ...deps, record },
    {
      surveyId: survey.id,
      key: 'running',
      frameKey: null,
      label: { 'zh-CN': '持续进行', en: 'Running' },
      opensAt: null,
      closesAt: null,
      plan: null,
      hasOpenLink: true,
      stratumQuestion: null,
    },
  );
  if (typeof wave === 'string') throw new Error(`The delivery survey cannot begin: ${wave}`);
}
