import { account } from './account.ts';
import { analysis } from './analysis.ts';
import { audit } from './audit.ts';
import { bundle } from './bundle.ts';
import { cli } from './cli.ts';
import { compare } from './compare.ts';
import { estimate } from './estimate.ts';
import { improve } from './improve.ts';
import { links } from './links.ts';
import { optOuts } from './opt-outs.ts';
import { rates } from './rates.ts';
import { report } from './report.ts';
import { reportComments } from './report-comments.ts';
import { reportFirst } from './report-first.ts';
import { reportForWhom } from './report-for-whom.ts';
import { reportLinks } from './report-links.ts';
import { reportMail } from './report-mail.ts';
import { reportMethod } from './report-method.ts';
import { reportWall } from './report-wall.ts';
import { reportWhere } from './report-where.ts';
import { respondentData } from './respondent-data.ts';
import { studio } from './studio.ts';
import { studioAnswers } from './studio-answers.ts';
import { studioBegin } from './studio-begin.ts';
import { studioConditions } from './studio-conditions.ts';
import { studioCustomers } from './studio-customers.ts';
import { studioDesign } from './studio-design.ts';
import { studioDraw } from './studio-draw.ts';
import { studioErrors } from './studio-errors.ts';
import { studioFieldwork } from './studio-fieldwork.ts';
import { studioLive } from './studio-live.ts';
import { studioPiping } from './studio-piping.ts';
import { studioPlan } from './studio-plan.ts';
import { studioPreview } from './studio-preview.ts';
import { studioPublish } from './studio-publish.ts';
import { studioSizes } from './studio-sizes.ts';
import { studioWaves } from './studio-waves.ts';
import { takeAlong } from './take-along.ts';
import { templates } from './templates.ts';
import { weights } from './weights.ts';

export const en = {
  ...report,
  ...respondentData,
  ...reportComments,
  ...reportFirst,
  ...reportForWhom,
  ...reportLinks,
  ...reportMail,
  ...reportWall,
  ...reportMethod,
  ...reportWhere,
  ...takeAlong,
  ...rates,
  ...weights,
  ...templates,
  ...cli,
  ...bundle,
  ...compare,
  ...estimate,
  ...improve,
  ...links,
  ...optOuts,
  ...analysis,
  ...account,
  ...audit,
  ...studio,
  ...studioAnswers,
  ...studioBegin,
  ...studioConditions,
  ...studioCustomers,
  ...studioDesign,
  ...studioErrors,
  ...studioPiping,
  ...studioPlan,
  ...studioPreview,
  ...studioPublish,
  ...studioLive,
  ...studioFieldwork,
  ...studioDraw,
  ...studioSizes,
  ...studioWaves,
} as const;
