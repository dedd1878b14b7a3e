export const report = {
  'report.title': '{survey}: {wave}',
  'report.kicker': 'Customer satisfaction report',
  'report.sentenceSpace': ' ',
  'report.comma': ', ',
  'report.semicolon': '; ',
  'report.interval': '{lower} to {upper}',
  'report.overall': 'Overall',
  'report.wave': 'Wave',
  'report.waves': 'Waves',
  'report.factor': 'Factor',
  'report.item': 'Item',
  'report.question': 'Question',
  'report.stratum': 'Stratum',
  'report.index': 'C',
  'report.gap': 'Gap',
  'report.change': 'Change',
  'report.expectation': 'expected',
  'report.perception': 'perceived',
  'report.importance': 'Importance',
  'report.answersShort': 'n',
  'report.reference': '1 = as expected',
  'report.fieldwork': 'Asked from {from} to {to}',
  'report.fieldworkFrom': 'Asked from {from}',
  'report.downloads': 'Take it along',
  'report.notYet': 'No report yet',
  'report.notYet.help': 'There is a report once the questionnaire has been published.',
  'report.toSurvey': 'Back to the survey',
  'report.toSurveys': 'All surveys',
  'report.otherLanguage': '中文',

  'report.state.noAnswers': 'No answers',
  'report.state.notWeighted': 'Could not be weighted',
  'report.notice.noWaves': 'Nothing has been asked yet. This report fills itself once a wave has answers.',
  'report.notice.few.one':
    'One customer has answered so far. The figures below are this customer’s own answers: give the report to nobody before {smallest} have answered.',
  'report.notice.few.other':
    'Only {answers} customers have answered so far. The figures below tell what single customers said: give the report to nobody before {smallest} have answered.',
  'report.notice.noAnswers':
    'Nobody has answered this wave yet, so there are no figures. Below stands whom we asked.',
  'report.notice.notWeighted':
    'There are answers, but they could not be weighted, so no figure is given: an unweighted one would mislead. What is in the way stands under “How sure”.',

  'report.reading.unmet': 'Expectation wholly unmet',
  'report.reading.wellBelow': 'Below expectation: dissatisfied',
  'report.reading.below': 'Below expectation',
  'report.reading.slightlyBelow': 'Fairly satisfied, slightly below expectation',
  'report.reading.equivalent': 'Fairly satisfied: as expected',
  'report.reading.slightlyAbove': 'Satisfied, slightly above expectation',
  'report.reading.above': 'Very satisfied: beyond expectation',
  'report.reading.undetermined': 'Not enough to say: the interval includes 1',
  'report.reading.noInterval': 'No interval, so no reading',
  'report.verdict.below': 'below 1',
  'report.verdict.above': 'above 1',
  'report.verdict.equivalent': 'near 1',
  'report.verdict.undetermined': 'open',

  'report.head.interval': '{confidence} confidence interval {interval}',
  'report.head.gauge': 'Expectation stands at 1, what customers perceived at {c}',
  'report.head.better': 'better than {wave}, by more than noise ({p})',
  'report.head.worse': 'worse than {wave}, by more than noise ({p})',
  'report.head.noChange': 'against {wave}: not shown to be more than noise ({p})',
  'report.head.changeUnknown': 'The change since {wave} could not be tested',
  'report.head.answers.one': '{answers} answer from {sampled} sampled customers ({rate}, RR2)',
  'report.head.answers.other': '{answers} answers from {sampled} sampled customers ({rate}, RR2)',
  'report.head.openAnswers.one':
    '{answers} answer by the open link; no sample was drawn, so there is no response rate',
  'report.head.openAnswers.other':
    '{answers} answers by the open link; no sample was drawn, so there is no response rate',
  'report.head.explanations': 'How to read these figures',
  'report.head.whatIsC':
    'C is the satisfaction index: what customers perceived ● divided by what they expected ○. 1 means exactly as expected, below 1 less.',
  'report.head.whatIsInterval':
    'We asked a sample, not everyone. The {confidence} confidence interval is the range that holds the value of all customers in {confidence} of such surveys; ± is half of it. The reading in words follows the interval, never the figure alone.',
  'report.head.whatIsNoise':
    'Noise is what asking another sample would change by itself. p is how often chance alone would show a change at least this large; it is adjusted for the figures it is tested with.',
  'report.head.whatIsRate':
    'RR2 is the response rate of AAPOR: complete and partial answers among all sampled who may be eligible.',

  'report.say.factorBothEnds':
    '{low} ({lowC}) is clearly the weakest of the factors and {high} ({highC}) the strongest.',
  'report.say.factorLowest': '{name} ({c}) is clearly the weakest of the factors.',
  'report.say.factorHighest': '{name} ({c}) is clearly the strongest of the factors.',
  'report.say.factorsDiffer': '{low} ({lowC}) is weaker than {high} ({highC}).',
  'report.say.factorsAlike': 'No factor can be called the strongest or the weakest: their intervals overlap.',
  'report.say.nameWithC': '{name} ({c})',
  'report.say.itemLowest': 'Customers miss most at “{name}” ({c}).',
  'report.say.itemsLowest': 'Customers miss most at {names}; which of these is lowest cannot be told.',
  'report.say.nothingChanged':
    'Since {wave} no item and no factor has changed by more than noise ({items} items and {factors} factors compared).',
  'report.say.changed': 'Since {wave} {changes}.',
  'report.say.and': ', and ',
  'report.say.rose': '“{name}” has got better by {amount} ({p})',
  'report.say.fell': '“{name}” has got worse by {amount} ({p})',

  'report.contents': 'Contents',
  'report.trend.title': 'Trend',
  'report.trend.none': 'No wave has figures yet.',
  'report.trend.one': 'One wave has figures so far; a trend needs a second.',
  'report.trend.moved':
    'Over {waves} waves the index did not stay the same ({test}); it moved by {slope} per wave on average (standard error {slopeError}, {slopeP}).',
  'report.trend.steady':
    'Over {waves} waves the ups and downs of the index are within noise ({test}); on average {slope} per wave (standard error {slopeError}, {slopeP}).',
  'report.trend.wald': 'Wald χ² = {chiSquare}, {degreesOfFreedom} degrees of freedom, {p}',
  'report.trend.twoRose': 'From {from} to {to} the index rose by {amount}, more than noise.',
  'report.trend.twoFell': 'From {from} to {to} the index fell by {amount}, more than noise.',
  'report.trend.twoSteady': 'From {from} to {to} the index moved by {amount}, which is within noise.',
  'report.trend.twoUntested':
    'From {from} to {to} the index moved by {amount}; whether that is more than noise could not be tested.',
  'report.trend.unknown': 'From {from} to {to} the index cannot be compared.',
  'report.trend.partsRose':
    'Of the rise of {change} since {wave}, {real} is that customers judge better ({p}) and {composition} that the mix of customers changed.',
  'report.trend.partsFell':
    'Of the fall of {change} since {wave}, {real} is that customers judge worse ({p}) and {composition} that the mix of customers changed.',
  'report.trend.partsBetter':
    'Customers judge better than in {wave} by {real} ({p}); but the mix of customers changed, which takes {composition} off the index: {change} in all.',
  'report.trend.partsWorse':
    'Customers judge worse than in {wave} by {real} ({p}); but the mix of customers changed, which adds {composition} to the index: {change} in all.',
  'report.trend.partsRaised':
    'That the mix of customers changed since {wave} raises the index by {composition}; the rest of the change, {real}, is within noise ({p}).',
  'report.trend.partsLowered':
    'That the mix of customers changed since {wave} lowers the index by {composition}; the rest of the change, {real}, is within noise ({p}).',
  'report.trend.partsNote':
    'The mix of customers is the share of each stratum in the population. To tell what it does, the index of {now} was computed again with the shares of {wave}.',
  'report.trend.caption':
    'C of each wave with its {confidence} interval, weighted. The axis always shows 1 and spans at least 0.10. A change without ▲ or ▼ is within noise.',
  'report.trend.change': 'Against the wave before',
  'report.trend.showSeries': 'Show in the chart',
  'report.trend.drawing': 'C over all waves',
  'report.trend.table': 'C over all waves, as a table',

  'report.where.title': 'Where',
  'report.where.verdict': 'Shown',
  'report.where.weight': 'Weight',
  'report.where.dumbbell': 'expected {expectation}, perceived {perception}',
  'report.where.finding': 'Of {items} items, as far as their intervals show: {parts}.',
  'report.where.nothing': 'No item has figures in this wave.',
  'report.where.count.below': '{count} below expectation',
  'report.where.count.equivalent': '{count} as expected',
  'report.where.count.above': '{count} above expectation',
  'report.where.count.undetermined': '{count} undecided',
  'report.where.caption':
    'Small figures under C are its {confidence} interval, each for itself. Gap is perceived minus expected, {unit}. n is how many rated both.',
  'report.where.unit.points': 'in points of the scale',
  'report.where.unit.share': 'as shares of the way up the scale, since the items have different scales',
  'report.rating.title': 'Also asked',
  'report.rating.value': 'Value',
  'report.rating.scale': 'mean',
  'report.rating.recommend': 'recommendation score',
  'report.rating.caption':
    'The recommendation score is the share answering 9 or 10 minus the share answering 0 to 6, in points. Changes here are tested one by one.',

  'report.change.better': 'better',
  'report.change.worse': 'worse',
  'report.change.untested': 'not tested',
  'report.change.reason.estimateUndefined': 'missing in one wave',
  'report.change.reason.standardErrorUndefined': 'no error to test by',
  'report.change.reason.noVariance': 'no spread to test by',
  'report.change.reason.heldBack': 'held back in one wave',
  'report.change.reason.scaleChanged': 'series broken: other scale',
  'report.change.reason.originChanged': 'series broken: other origin',
  'report.change.reason.seriesEnded': 'series broken: another question',
  'report.change.reason.itemsChanged': 'series broken: other items',
  'report.change.reason.weightsChanged': 'series broken: other weights',
  'report.change.reason.aggregateChanged': 'series broken: other formula',

  'report.reason.notAsked': 'not asked in this wave',
  'report.reason.noRows': 'nobody in this group',
  'report.reason.noAnswers': 'no answers',
  'report.reason.zeroWeight': 'all weights are 0',
  'report.reason.itemWithoutAnswers': 'an item has no answers',
  'report.reason.expectationNotPositive': 'expectation is 0',
  'report.reason.zeroDenominator': 'the denominator is 0',
  'report.reason.notFinite': 'beyond computing',
  'report.reason.lonelyUnit': 'no error: a stratum has one answer',
  'report.reason.tooFewAnswers': 'no error: fewer than two answers',
  'report.reason.noDegreesOfFreedom': 'no interval: too few answers',
  'report.reason.intervalUndefined': 'no interval exists',

  'report.segments.title': 'For whom',
  'report.segments.group': 'Group',
  'report.segments.none': 'No group of customers differs from another by more than the intervals allow.',
  'report.segments.tests':
    'Changes are since {wave}; what has no ▲ or ▼ is within noise. p is adjusted by Benjamini–Hochberg over overall and factors of these groups ({family} tests).',
  'report.segments.drawing': 'C and interval',
  'report.segments.strip': 'C {c}',

  'report.method.title': 'How sure',
  'report.method.finding': 'Of {sampled} customers drawn at random, {answers} answered ({rate}, RR2).',
  'report.method.findingOpen':
    '{answers} customers answered by an open link. They chose themselves, so chance does not vouch for them: read the intervals with care.',
  'report.method.findingWeights':
    'With their weights, {rows} answers carry as much as {effectiveSize} of equal weight (effective size).',
  'report.method.sample': 'Whom we asked',
  'report.method.noFrame': 'Nothing is recorded about the population the answers come from.',
  'report.method.frame.list':
    'The population is the {population} customers on the list “{source}”; from it customers were drawn.',
  'report.method.frame.counts':
    'The population is {population} customers, known by counts per stratum (“{source}”).',
  'report.method.stratified.one': 'There is one stratum (a part of the population sampled for itself).',
  'report.method.stratified.other':
    'Each of {count} strata (parts of the population sampled for themselves) had a size of its own.',
  'report.method.draw': 'Drawn at random on {date} with the seed “{seed}”, which repeats the same draw.',
  'report.method.strata': 'Sample by stratum',
  'report.method.strataCaption':
    'N is the customers in the stratum, n those drawn; the sampling fraction is n / N.',
  'report.method.population': 'Population N',
  'report.method.sampled': 'Sampled n',
  'report.method.fraction': 'Fraction',
  'report.method.respondents': 'Answered',
  'report.method.share': 'Share',
  'report.method.answeredShare': 'Answered / n',
  'report.method.total': 'Total',
  'report.method.outcomes': 'What became of those asked',
  'report.method.outcome': 'Outcome',
  'report.method.code': 'Code',
  'report.method.count': 'Customers',
  'report.method.rates': 'Outcome rates (AAPOR)',
  'report.method.rate': 'Rate',
  'report.method.formula': 'Formula',
  'report.method.weighting': 'Weights',
  'report.method.warnings': 'What to keep in mind',
  'report.method.noWarnings': 'Nothing unusual was found in the sample or the weights.',
  'report.method.formulas': 'How the figures are computed',
  'report.method.versions': 'Versions',
  'report.method.questionnaire': 'Questionnaire version {version}',
  'report.method.format': 'Report format {format}',
  'report.method.decisions': 'Whether series go on where questions were asked otherwise than before',
  'report.method.decisions.item': 'Question',
  'report.method.decisions.version': 'Since version',
  'report.method.decisions.decision': 'Its series',
  'report.method.decisions.continues': 'goes on',
  'report.method.decisions.ends': 'ends, and a new one begins',
  'report.method.decisions.reason': 'Why',
  'report.method.decisions.by': 'Decided by',
  'report.method.decisions.at': 'On',
  'report.method.decisions.commandLine': 'command line',
  'report.method.openUsed.one': '{count} answer came by the open link and is what the figures rest on.',
  'report.method.openUsed.other': '{count} answers came by the open link and are what the figures rest on.',
  'report.method.openUnused.one': '{count} answer came by the open link and is not part of the figures.',
  'report.method.openUnused.other': '{count} answers came by the open link and are not part of the figures.',

  'report.method.excluded.one':
    '{count} sent answer was left out of all figures, for a reason on record. Overall index without it {without}, with it {with}.',
  'report.method.excluded.other':
    '{count} sent answers were left out of all figures, each for a reason on record. Overall index without them {without}, with them {with}.',

  'report.disposition.complete': 'Complete answer',
  'report.disposition.partial': 'Partial answer',
  'report.disposition.refused': 'Refused or broke off',
  'report.disposition.noContact': 'Not reached',
  'report.disposition.other': 'Other reasons',
  'report.disposition.unknown': 'Unknown whether eligible',
  'report.disposition.notEligible': 'Not eligible',

  'report.weighting.base.design': 'Base weight: each answer stands for N / n customers of its stratum.',
  'report.weighting.base.given': 'Base weight: the weight that came with each imported row.',
  'report.weighting.base.equal':
    'Base weight: nothing is known of the population, so every answer counts the same.',
  'report.weighting.noNonresponse': 'No adjustment for those who did not answer.',
  'report.weighting.nonresponse':
    'Nonresponse: in each of {used} classes ({classes}), those who answered stand in for those who did not.',
  'report.weighting.nonresponseJoined':
    'Nonresponse: in each of {used} classes ({classes}), those who answered stand in for those who did not; classes with too few answers were joined to others: {joined}.',
  'report.weighting.unknownEligibility':
    'Unknown eligibility: in each of {used} classes ({classes}), customers known to belong or not to belong to the population stand in for those of whom it is not known.',
  'report.weighting.noCalibration': 'No calibration to known population counts.',
  'report.weighting.raking':
    'Raking: weights were made to add up to the known counts of {margins} ({iterations} rounds).',
  'report.weighting.poststratification':
    'Post-stratification: weights were made to add up to the known counts of {margins}.',
  'report.weighting.linear':
    'Linear calibration: weights were made to add up to the known counts of {margins}.',
  'report.weighting.logit':
    'Logit calibration: weights were made to add up to the known counts of {margins}, changing none beyond the bounds set ({iterations} rounds).',
  'report.weighting.trimming':
    'Trimming: no weight may exceed {largest} times the mean; {trimmed} were cut back, and what was cut off was spread over the others.',
  'report.diagnostic.range': 'Smallest to largest weight',
  'report.diagnostic.range.meaning': 'how many customers one answer stands for',
  'report.diagnostic.kish': 'Kish design effect',
  'report.diagnostic.kish.meaning':
    'how many times more answers equal precision takes because weights differ: n Σw² / (Σw)²',
  'report.diagnostic.effective': 'Effective size',
  'report.diagnostic.effective.meaning': 'as many answers of equal weight would carry as much: (Σw)² / Σw²',
  'report.diagnostic.largest': 'Largest adjustment',
  'report.diagnostic.largest.meaning': 'the most a base weight was raised by the later steps, as a factor',
  'report.diagnostic.degrees': 'Degrees of freedom',
  'report.diagnostic.degrees.meaning': 'answers minus strata; they set the width of the t interval',

  'report.formula.item.zero':
    'For one item, C is the weighted mean of what was perceived (b) over the weighted mean of what was expected (a), over the customers (i) who rated both; w are the weights. The scale counts from 0 as it is.',
  'report.formula.item.scaleMinimum':
    'For one item, C is the weighted mean of what was perceived (b) over the weighted mean of what was expected (a), both counted from the lowest point of the scale (L), over the customers (i) who rated both; w are the weights.',
  'report.formula.composite':
    'For a factor and overall, the means of the items (k) are added up with their declared weights v before dividing.',
  'report.formula.meanOfFactors':
    'A factor is the ratio of its items’ means added up with their weights v; overall is the mean of the factors’ C with the factors’ weights W.',
  'report.formula.pooled':
    'For a factor and overall, all ratings of all items are put together; declared weights are not used.',
  'report.formula.error':
    'The standard error comes from linearization: each answer’s pull u on C, its spread within each stratum (h), and the part of the population not sampled.',
  'report.formula.interval':
    'The {confidence} interval is C ± t · SE, with t for as many degrees of freedom as answers minus strata.',
  'report.formula.change.overlap':
    'A change is the difference of unrounded values; customers asked in both waves make its error smaller or larger through the covariance.',
  'report.formula.change.stacked':
    'A change is the difference of unrounded values; the answers of all waves form one sample of customers, in which a customer asked several times counts once, so that what their answers share enters the error.',
  'report.formula.change.independent':
    'A change is the difference of unrounded values; the waves’ samples are taken as independent, so their variances add up.',
  'report.formula.decomposition':
    'Of a change, C₂* − C₁ is customers judging otherwise and C₂ − C₂* that the mix of customers changed; C₂* is the later C with every weight multiplied so that each stratum has the share of the population it had before.',
  'report.formula.verdict':
    'Below 1 means the whole interval lies below 1, above 1 the whole interval above; near 1 means it lies between {lower} and {upper}; anything else is left open.',
  'report.formula.smallCells':
    'Groups with fewer than {smallest} answers{exceptions} are held back, together with any that would give them away.',

  'report.warning.noRespondents': 'Nobody answered, so there is nothing to weight.',
  'report.warning.unknownVariable': 'The weighting names “{variable}”, which the sample does not have.',
  'report.warning.valueMissing': '{rows} customers have no value of “{variable}”, which the weighting needs.',
  'report.warning.weightsNotUsable': '{rows} imported weights are missing, negative or not numbers.',
  'report.warning.stratumWithoutPopulation': 'The number of customers in stratum “{stratum}” is not known.',
  'report.warning.populationSmallerThanSample':
    'Stratum “{stratum}” has {population} customers, but {sampled} were sampled from it.',
  'report.warning.classWithoutRespondents':
    'In class “{class}” none of {sampled} sampled customers answered; nobody can stand in for them.',
  'report.warning.categoryWithoutRespondents':
    'Nobody of “{category}” ({margin}) answered, so weights cannot add up to its count.',
  'report.warning.categoryAbsentFromMargin':
    '{respondents} answers are from “{category}”, of which the counts of {margin} say nothing.',
  'report.warning.totalNotPositive':
    'The count of “{category}” ({margin}) is {total}, which cannot be weighted to.',
  'report.warning.marginsDisagree': 'The counts of {margin} add up to {total}, the others to {expected}.',
  'report.warning.notConverged':
    'No weights meet all known counts: “{category}” ({margin}) came to {reached} instead of {total}.',
  'report.warning.weightsNegative':
    'The adjustment to known counts would give {rows} answers a negative weight; set bounds or rake instead.',
  'report.warning.trimmingImpossible':
    'Weights cannot all lie between {lower} and {upper} while they add up to the same total.',
  'report.warning.totalsMissed':
    'After trimming, “{category}” ({margin}) comes to {reached} instead of the known {total}.',
  'report.warning.boundsOutOfReach':
    'Within the bounds set, {margin} can come to between {least} and {most}, not to {total}.',
  'report.warning.classCollapsed':
    'Classes “{classes}” had too few answers and were weighted as one ({respondents} answers).',
  'report.warning.classesCollapsed': 'Classes with too few answers were weighted together: {groups}.',
  'report.warning.joinedGroup': '{classes} ({respondents} answers)',
  'report.warning.classThin': 'Class “{classes}” has only {respondents} answers; its weights are unsteady.',
  'report.warning.marginUnknown': 'The counts of {margin} are not known from the frame.',
  'report.warning.populationUnknown':
    'Nothing is known of the population, so every answer counts the same and intervals speak only of customers like these.',
  'report.warning.lonelyStratum':
    'Stratum “{stratum}” has one answer; its distance from the whole stands in for its spread.',
  'report.warning.stratumWithoutAnswers':
    'Nobody of stratum “{stratum}” answered: the figures speak for its {population} customers only as far as others stand in for them.',
  'report.warning.nonresponseNotAdjusted':
    'Between {lowest}% and {highest}% answered, by stratum, and nobody stands in for those who did not: strata that answered more willingly weigh too much.',
  'report.warning.segmentUnknown':
    'There are no figures by “{variable}”: nothing of that name is known of the customers or asked.',
  'report.warning.calibratedWithIneligible':
    '{customers} of the customers sampled do not belong to the population. The counts that the weights are fitted to still include customers like them, so respondents stand for these, too.',
  'report.warning.openAnswersNotUsed':
    'Answers by the open link ({answers}) are not part of the figures, since a sample was drawn.',
  'report.warning.openWithoutStratum':
    'Answers by the open link that belong to no known stratum ({answers}) are not part of the figures.',
  'report.warning.anonymousVariable':
    '“{variable}” is known of the customers, but not of their anonymous answers, so nothing is worked out by it.',
  'report.warning.overlapUnknown':
    'Answers are anonymous, so nobody knows who answered in other waves too. Where samples overlap, changes are more certain than is said here.',
  'report.warning.onAnotherScale': 'Answers to “{question}” given on another scale ({answers}) are not used.',
  'report.warning.askedOtherwise':
    'Answers to “{question}” given before it became another question ({answers}) are not used.',
  'report.warning.severalVersions':
    'The questionnaire changed during this wave: {answers} answers were given to earlier versions ({versions}).',
  'report.warning.itemsReworded': 'Asked in other words than in the wave before: {items}. Compare with care.',
} as const;
