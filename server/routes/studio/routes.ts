import type { Dependencies } from '../../http/context.ts';
import { type Guard, GuardedRoutes } from '../../http/guarded.ts';
import { addAnswersRoutes } from './answers.ts';
import { addAskingRoutes } from './asking.ts';
import { addChangeWaveRoutes } from './change-wave.ts';
import { addCustomerRoutes } from './customers.ts';
import { addDispositionsFileRoutes } from './dispositions-file.ts';
import { addDrawRoutes } from './draws.ts';
import { addEnteringRoutes } from './entering.ts';
import { addFieldworkRoutes } from './fieldwork.ts';
import { addImportRoutes } from './import-survey.ts';
import { addNewSurveyRoutes } from './new-survey.ts';
import { addPlanRoutes } from './plan.ts';
import { addPreviewRoutes } from './preview/preview.ts';
import { addPublishRoutes } from './publish.ts';
import { addQrSheetRoutes } from './qr-sheets.ts';
import { addQuestionnaireRoutes } from './questionnaire.ts';
import { addReportRoutes } from './report.ts';
import { addSignedLinkRoutes } from './signed-links.ts';
import { addSizeRoutes } from './sizes.ts';
import { addSurveyShelfRoutes } from './survey-shelf.ts';
import { addSurveyRoutes } from './surveys.ts';
import { addTemplateRoutes } from './templates.ts';
import { addVersionRoutes } from './versions.ts';
import { addWatchingRoutes } from './watching.ts';
import { addWaveRoutes } from './waves.ts';

/** Every page of the studio but those about accounts. */
export function studioRoutes(guard: Guard, deps: Dependencies): GuardedRoutes {
  const routes = new GuardedRoutes(guard, '/studio');
  // before a survey's own page, whose address has any short name where these say `new`
  addNewSurveyRoutes(routes, deps);
  addImportRoutes(routes, deps);
  addSurveyRoutes(routes, deps);
  addQuestionnaireRoutes(routes, deps);
  addPreviewRoutes(routes, deps);
  addPublishRoutes(routes, deps);
  addVersionRoutes(routes, deps);
  addCustomerRoutes(routes, deps);
  addWaveRoutes(routes, deps);
  addChangeWaveRoutes(routes, deps);
  addSignedLinkRoutes(routes, deps);
  addQrSheetRoutes(routes, deps);
  addFieldworkRoutes(routes, deps);
  addDispositionsFileRoutes(routes, deps);
  addEnteringRoutes(routes, deps);
  addDrawRoutes(routes, deps);
  addAskingRoutes(routes, deps);
  addSizeRoutes(routes, deps);
  addWatchingRoutes(routes, deps);
  addAnswersRoutes(routes, deps);
  addPlanRoutes(routes, deps);
  addReportRoutes(routes, deps);
  addTemplateRoutes(routes, deps);
  addSurveyShelfRoutes(routes, deps);
  return routes;
}
