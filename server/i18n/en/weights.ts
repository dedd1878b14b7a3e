/** The weight report: how answers became weights, for somebody who has never seen one. */
export const weights = {
  'weights.title': 'Weight report',
  'weights.documentTitle': 'Weight report: {survey}, {wave}',
  'weights.link': 'Weight report: every step, with its classes, margins and weights',
  'weights.toReport': 'Back to the report',
  'weights.finding.customers.one':
    '{answers} answer speaks for {population} customers. All weights lie between {min} and {max}.',
  'weights.finding.customers.other':
    '{answers} answers speak for {population} customers. One answer stands for {min} to {max} of them; together they carry as much as {effectiveSize} answers of equal weight.',
  'weights.finding.plain.one': '{answers} answer was weighted; all weights lie between {min} and {max}.',
  'weights.finding.plain.other':
    '{answers} answers weigh between {min} and {max} each. Together they carry as much as {effectiveSize} answers of equal weight.',
  'weights.what.weight':
    'A weight says how many customers one answer stands for. It makes up for the ways in which those who answered differ from all customers: by the draw, by who answered, by chance.',
  'weights.what.effective':
    'Effective size (Kish): so many answers of equal weight would be as precise: (Σw)² / Σw². Answers over effective size is Kish’s design effect, n Σw² / (Σw)².',
  'weights.what.onPurpose':
    'Where a stratum was sampled more densely on purpose, Kish’s measure counts that as a loss too. It is the price of saying something about a small group; the design effect of each figure stands in the report’s JSON.',

  'weights.overview.title': 'From the sample to the weights',
  'weights.overview.finding':
    'After all steps {answers} answers are worth {effectiveSize} of equal weight ({share}). The costliest step: {step} (−{cost}).',
  'weights.overview.findingEqual': 'All weights are alike: {answers} answers are worth {answers}.',
  'weights.overview.caption':
    'Each row tells of the weights of those who answered, after the step. The bar is the effective size, its whole width all answers.',
  'weights.step': 'Step',
  'weights.effectiveSize': 'Effective size',
  'weights.kish': 'Kish design effect',
  'weights.range': 'Least to largest weight',
  'weights.sum': 'Weights add up to',
  'weights.factor': 'Largest factor',
  'weights.share': 'Of all answers',
  'weights.bar': '{share} of all answers',

  'weights.step.base': 'Base weights',
  'weights.step.unknownEligibility': 'Unknown eligibility',
  'weights.step.nonresponse': 'Nonresponse',
  'weights.step.raking': 'Raking',
  'weights.step.poststratification': 'Post-stratification',
  'weights.step.linear': 'Linear calibration',
  'weights.step.logit': 'Logit calibration',
  'weights.step.trimming': 'Trimming',

  'weights.base.design':
    '{sampled} of {population} customers were drawn; {respondents} answered. A customer drawn stands for {min} to {max} customers of their stratum.',
  'weights.base.designEqual':
    '{sampled} of {population} customers were drawn; {respondents} answered. Each customer drawn stands for {min} customers.',
  'weights.base.designWhy':
    'Strata were sampled in different shares. Without base weights, the customers of densely sampled strata would count for too much.',
  'weights.base.designEqualWhy': 'All strata were sampled in the same share, so all base weights are alike.',
  'weights.base.designWhere': 'N customers in stratum h, n of them drawn.',
  'weights.base.given': 'Each of the {respondents} answers came with a weight, taken as it is.',
  'weights.base.givenWhy': 'Whoever imported the answers had weighted them before; how is not recorded here.',
  'weights.base.givenWhere': 'The weight in the imported file.',
  'weights.base.equal': 'Each of the {respondents} answers counts once.',
  'weights.base.equalWhy':
    'Nothing is known of the population, so there is nothing to weight by: figures speak of customers like these.',
  'weights.base.equalWhere': 'The same for everybody.',
  'weights.base.table': 'Base weights by stratum',
  'weights.population': 'Customers N',
  'weights.sampled': 'Drawn n',
  'weights.baseWeight': 'Base weight N / n',
  'weights.answered': 'Answered',

  'weights.unknownEligibility.finding':
    'Of {known} of {sampled} customers drawn it is known whether they belong to the population. In each of {classes} classes ({variables}) they take over the weight of those of whom it is not known.',
  'weights.unknownEligibility.why':
    'Customers known not to belong take their share too, since so many of the unknown do not belong either. This is right as far as, within a class, the unknown are like the known.',
  'weights.unknownEligibility.where':
    'd the weight before, c the class, k those of it whose eligibility is known. Those known not to belong leave the sample with the weight they got.',
  'weights.nonresponse.finding':
    '{respondents} of {sampled} customers answered ({rate} weighted). In each of {classes} classes ({variables}), those who answered take over the weight of those who did not.',
  'weights.nonresponse.why':
    'This is right as far as, within a class, those who answered are like those who did not.',
  'weights.nonresponse.leftOut':
    'Of the {drawn} drawn, {notEligible} are known not to belong to the population; they count on neither side.',
  'weights.nonresponse.leftOutUnknown':
    'Of the {drawn} drawn, {notEligible} are known not to belong to the population, and {unknown} of unknown eligibility are stood for already; they count on neither side.',
  'weights.nonresponse.where': 'd the weight before, c the class, r those of it who answered.',
  'weights.classes.title': 'Weighting classes',
  'weights.class': 'Class',
  'weights.classSampled': 'Customers',
  'weights.classKnown': 'Known',
  'weights.classFactor': 'Factor',
  'weights.classShare': 'Share',
  'weights.joined': 'joined',
  'weights.classesCaption':
    'The factor is the weight of all customers of the class over the weight of those who stand for them. “Joined” classes had too few answers, or too large a factor, to stand alone, and were weighted with a neighbour.',

  'weights.calibration.finding':
    'Weights were changed until they add up to the known numbers of customers ({margins}). Farthest off was “{category}” ({margin}): {before} by the weights, {total} among all customers.',
  'weights.calibration.findingMet':
    'Weights add up to the known numbers of customers ({margins}). They did so before already.',
  'weights.calibration.rakingWhy':
    'Each weight is multiplied by a factor for each of its categories, and changes as little as the totals allow. Chance and nonresponse leave a sample slightly off; where the truth is known it is put right.',
  'weights.calibration.poststratificationWhy':
    'All weights of a category are multiplied by one factor. Chance and nonresponse leave a sample slightly off; where the truth is known it is put right.',
  'weights.calibration.linearWhy':
    'To each weight’s factor its categories add or take away something, and weights change as little as the totals allow. Chance and nonresponse leave a sample slightly off; where the truth is known it is put right.',
  'weights.calibration.logitWhy':
    'Each weight is multiplied by a factor that follows from its categories and never leaves its bounds. Chance and nonresponse leave a sample slightly off; where the truth is known it is put right.',
  'weights.calibration.bounds': 'No weight changed by a factor below {lower} or above {upper}.',
  'weights.calibration.iterations': 'Rounds until all totals hold to 13 digits: {iterations}.',
  'weights.calibration.rakingWhere':
    'x marks the categories of an answer, T their known customers; λ is chosen so that the totals hold.',
  'weights.calibration.poststratificationWhere': 'N customers of category g.',
  'weights.calibration.linearWhere':
    'x marks the categories of an answer, T their known customers; λ is chosen so that the totals hold.',
  'weights.calibration.logitWhere':
    'x marks the categories of an answer, T their known customers; λ is chosen so that the totals hold; F lies between the bounds.',
  'weights.margin.title': '{margin}',
  'weights.margin.category': 'Category',
  'weights.margin.respondents': 'Answers',
  'weights.margin.total': 'Customers',
  'weights.margin.before': 'Weighted before',
  'weights.margin.difference': 'Difference',
  'weights.margin.after': 'Weighted after',
  'weights.margin.caption':
    'Small: the share of all. The difference is the weighted share before, less the share among all customers, in percentage points.',

  'weights.trimming.finding':
    'No weight may exceed {limit}, {times} times the mean. {lowered} of {answers} answers exceeded it, by {moved} in all ({share} of all weight); that was cut off and went to the others in equal parts.',
  'weights.trimming.none': 'No weight may exceed {limit}, {times} times the mean. None did.',
  'weights.trimming.why':
    'A few very large weights let a few answers decide. Cutting them makes figures steadier and shifts them a little towards the customers who weigh less.',
  'weights.trimming.rounds': 'Rounds until nobody exceeded it any more: {rounds}.',
  'weights.trimming.held': 'The known numbers of customers still hold.',
  'weights.trimming.missed':
    'The weights no longer add up to the known numbers of customers; the tables show by how much.',
  'weights.margin.captionAfter':
    'Small: the share of all. The difference is the weighted share after, less the share among all customers, in percentage points.',
  'weights.trimming.recalibrated':
    'Calibrating and trimming took turns until totals and limit both held; calibrated again: {times}.',
  'weights.trimming.where':
    'c times the mean weight at most; the rest, divided equally, is added to the others.',

  'weights.strata.title': 'The final weights',
  'weights.strata.finding':
    'In “{largest}” one answer stands for the most customers (half of them for {largestMedian} or more), in “{least}” for the fewest ({leastMedian}).',
  'weights.strata.findingOne': 'Half of the answers weigh {median} or more.',
  'weights.strata.all': 'All answers',
  'weights.strata.drawing': 'Weights',
  'weights.strata.median': 'Median',
  'weights.strata.box':
    'Least {min}, lower quartile {lowerQuartile}, median {median}, upper quartile {upperQuartile}, largest {max}',
  'weights.strata.caption':
    'The line reaches from the least to the largest weight, the box holds the middle half of the answers, the stroke is the median. Each mark of the scale is {step} times the one before.',

  'weights.cautions.title': 'What to keep in mind, and what to do',
  'weights.cautions.none': 'Nothing unusual was found in the weights.',
  'weights.caution.collapsed.one':
    '{count} group of classes had too few answers, or too large a factor, and was weighted as one; the table of classes names it.',
  'weights.caution.collapsed.other':
    '{count} groups of classes had too few answers, or too large factors, and were each weighted as one; the table of classes names them.',
  'weights.caution.factor.one':
    'In one class an answer stands for {factor} customers drawn: {classes}. More than {limit} is a lot.',
  'weights.caution.factor.other':
    'In {count} classes an answer stands for up to {factor} customers drawn: {classes}. More than {limit} is a lot.',
  'weights.caution.largest': 'The largest weight is {times} times the mean, so single answers weigh heavily.',
  'weights.caution.effective':
    'The answers are worth only {effectiveSize} of equal weight: too few for firm figures.',
  'weights.advice.factor':
    'Remind those who have not answered, or give the class a neighbour that is like it: “maximumFactor” in the plan joins classes by itself.',
  'weights.advice.largest':
    'Set “largestWeight” in the plan to cut weights back (5 is usual), and look whether the figures move.',
  'weights.advice.effective':
    'Ask more customers in the next wave. Until then read intervals, not figures, and leave small groups out.',

  'weights.advice.noRespondents': 'Send reminders, or wait until somebody answers.',
  'weights.advice.unknownVariable': 'Check the name in the plan, or import the customers with this column.',
  'weights.advice.valueMissing':
    'Fill the gaps in the customer list and import it again, or give those without a value one of its own.',
  'weights.advice.weightsNotUsable': 'Correct the weights in the file and import it again.',
  'weights.advice.stratumWithoutPopulation':
    'Import the customers of every stratum with the frame (“frame counts”), or weight by “given”.',
  'weights.advice.populationSmallerThanSample':
    'Check the counts of the frame: nobody can be drawn twice, so one of the two numbers is wrong.',
  'weights.advice.classWithoutRespondents':
    'Let thin classes be joined: set “minimum” to 1 or more, or make classes of fewer variables.',
  'weights.advice.categoryWithoutRespondents':
    'Combine the category with one like it, leave the margin out, or get answers from it.',
  'weights.advice.categoryAbsentFromMargin':
    'Give the margin a count for this category, or correct the answers’ category.',
  'weights.advice.totalNotPositive': 'Correct this count in the frame.',
  'weights.advice.marginsDisagree':
    'Take all margins from one source and one day, so that they count the same customers.',
  'weights.advice.notConverged': 'Use fewer margins, or combine small categories.',
  'weights.advice.weightsNegative': 'Use raking, which keeps weights above 0, or set bounds.',
  'weights.advice.trimmingImpossible': 'Allow a larger “largestWeight”.',
  'weights.advice.totalsMissed':
    'Calibrate without bounds, so that it can follow trimming, or allow a larger “largestWeight”.',
  'weights.advice.boundsOutOfReach': 'Widen the bounds, or combine small categories.',
  'weights.advice.classCollapsed':
    'Nothing has to be done. To keep them apart, get more answers or choose coarser classes; a smaller “minimum” would do so at the price of unsteady factors.',
  'weights.advice.classThin':
    'Make classes of fewer or coarser variables, or remind those who have not answered.',
  'weights.advice.marginUnknown': 'Import the frame with this column, or leave the margin out of the plan.',
  'weights.advice.populationUnknown':
    'Import how many customers there are per stratum (“frame counts”), so that answers can be weighted.',
  'weights.advice.lonelyStratum': 'Combine the stratum with one like it, or get a second answer from it.',
  'weights.advice.stratumWithoutAnswers':
    'Remind its customers, or combine the stratum with one like it; name the gap when telling of the figures.',
  'weights.advice.nonresponseNotAdjusted':
    'Add a “nonresponse” step by stratum to the plan, or calibrate to the strata.',
  'weights.advice.calibratedWithIneligible':
    'Correct the counts of strata and margins, or do without calibration: adjusting for eligibility and nonresponse alone takes them out.',
  'weights.advice.anonymousVariable':
    'Use the stratum, a variable that strata are made of, or a fact that the questionnaire keeps beside anonymous answers (“kept”).',
  'weights.advice.openWithoutStratum':
    'Let the open link know the stratum (“stratumQuestion”), so that these answers can be weighted.',

  'weights.plan.title': 'What was decided',
  'weights.plan.text':
    'The weighting as the plan states it; weights can be made again from it and the sample.',
} as const;
