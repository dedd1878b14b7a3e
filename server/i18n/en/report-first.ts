export const reportFirst = {
  'report.first.title': 'What first',
  'report.first.contribution.item': 'items',
  'report.first.contribution.dimension': 'dimensions',
  'report.first.contribution.factor': 'factors',

  'report.first.say.settled':
    'Begin with {names}: important to customers, and served worse than the average of the {parts}. Both are shown by the data.',
  'report.first.say.open':
    '{names} could come first: important, and served worse than average by the estimates. The data do not settle it.',
  'report.first.say.none':
    'Nothing stands out as both important and weak: no {parts} lie in the field “{field}”.',
  'report.first.say.noParts': 'There are not several parts to put in order of importance.',
  'report.first.say.noMap': 'There are too few answers to say what to do first.',
  'report.first.say.effect':
    'Half a point more adds most to the overall index with {name}: C {effect} {interval}.',
  'report.first.say.effectOf':
    '{points} points more add most to the overall index with {name}: C {effect} {interval}.',

  'report.first.source.implied':
    'Importance is read from the answers: how much of “{outcome}” each of the {parts} explains in {n} complete answers. Together they explain {rSquared} of its differences (R², {interval}).',
  'report.first.source.stated':
    'Importance is what customers say. It is not read from the answers, since {reason}.',
  'report.first.source.declared':
    'Importance is the weight that the questionnaire gives: customers are not asked for it, and it is not read from the answers, since {reason}.',
  'report.first.reason.no-outcome': 'no question sums up how satisfied they are',
  'report.first.reason.one-part': 'there is but one part to look at',
  'report.first.reason.too-many': 'there are too many parts to tell apart',
  'report.first.reason.too-few-cases': 'too few answered everything that it takes',
  'report.first.reason.alike':
    'some parts are answered so much alike, or always the same, that they cannot be told apart',
  'report.first.reason.other': 'the answers do not allow it',
  'report.first.passed': '{parts} were not looked at one by one, since {reason}.',
  'report.first.passed.item': 'Items',
  'report.first.passed.dimension': 'Dimensions',
  'report.first.passed.factor': 'Factors',
  'report.first.leftOut': '{leftOut} who left something out are not counted.',

  'report.first.map': 'Importance and satisfaction',
  'report.first.map.label':
    'Map of {count} {parts}: importance upwards, the index C to the right. The table below says the same.',
  'report.first.axis.csi': 'Satisfaction: index C',
  'report.first.axis.implied': 'Importance: share of what is explained',
  'report.first.axis.stated': 'Importance: what customers say',
  'report.first.axis.declared': 'Importance: weight in the questionnaire',
  'report.first.expected': 'as expected',
  'report.first.map.caption':
    'Dashed lines: the averages of the {parts}, which divide the four fields. Shaded ellipses hold importance and satisfaction at once with {confidence} confidence (χ² with two degrees of freedom), so they are wider than the interval of either alone. Whatever reaches over a line could lie in either field.',
  'report.first.map.captionPlain':
    'Dashed lines: the averages of the {parts}, which divide the four fields. Bars are {confidence} intervals of C. Whatever reaches over a line could lie in either field.',
  'report.first.map.numbers': 'The numbers are those of the table.',

  'report.first.number': 'No.',
  'report.first.part': 'Part',
  'report.first.implied': 'Importance in the answers',
  'report.first.stated': 'Importance customers state',
  'report.first.declared': 'Weight in the questionnaire',
  'report.first.both': 'Both, ● answers, □ {other}',
  'report.first.both.label': '{name}: {implied} in the answers; {other}',
  'report.first.csi': 'C',
  'report.first.field': 'Field',
  'report.first.borderline': 'could lie in either field',
  'report.first.borderlines': 'Not settled by the data, and possible in a neighbouring field too: {names}.',
  'report.first.hidden':
    'More important than {other} suggests: {names}. The answers put it above average, {other} below.',
  'report.first.claimed':
    'Less important than {other} suggests: {names}. {Other} puts it above average, the answers below.',
  'report.first.other.stated': 'what customers say',
  'report.first.other.declared': 'the questionnaire’s weight',
  'report.first.Other.stated': 'What customers say',
  'report.first.Other.declared': 'The questionnaire’s weight',
  'report.first.table.caption':
    'With {confidence} intervals. Importance in the answers is the share of R² by Shapley’s value (LMG); {errors}. It says what goes with satisfaction among customers, not what a change would bring about.',
  'report.first.table.captionPlain': 'With {confidence} intervals.',
  'report.first.errors.jackknife': 'errors by the jackknife',
  'report.first.errors.linearization': 'errors by linearization',

  'report.whatIf.title': 'What if one item were better',
  'report.whatIf.what':
    'What the overall index gains if customers get more of one item, and everything else stays as it is.',
  'report.whatIf.item': 'Item',
  'report.whatIf.by': 'Points more',
  'report.whatIf.show': 'Work out',
  'report.whatIf.unknownItem': 'Choose one of the items.',
  'report.whatIf.badPoints': 'Enter points above 0, up to {most}, such as 0.5.',
  'report.whatIf.result':
    '{name}, {points} points more: C {from} becomes {to}, a gain of {effect} {interval}.',
  'report.whatIf.capped':
    '{name} can rise by {points} points at most, which is the top of the scale: C {from} becomes {to}, a gain of {effect} {interval}.',
  'report.whatIf.outcome':
    'Customers who perceive {points} points more of it rate “{outcome}” {effect} points higher {interval}, with the rest alike.',
  'report.whatIf.effect': 'C, for {step} points more',
  'report.whatIf.toTop': 'C, if all gave the highest',
  'report.whatIf.headroom': '{points} points more',
  'report.whatIf.outcomeEffect': 'Overall rating, for {step} points more (association)',
  'report.whatIf.assumes': 'What this assumes',
  'report.whatIf.assume.mean':
    'The mean of what is perceived rises by so much; expectations and all other items stay.',
  'report.whatIf.assume.index.composite':
    'C is made of weighted means, so that the gain is the item’s weight times the points, over the weighted mean of what is expected. It follows from how the index is made.',
  'report.whatIf.assume.index.pooled':
    'C is made of all answers together, so that the gain is the points given by all who rated the item, over all that is expected. It follows from how the index is made.',
  'report.whatIf.assume.index.meanOfFactors':
    'C is the mean of the factors, so that the gain is that of the item in its factor, times the factor’s weight. It follows from how the index is made.',
  'report.whatIf.assume.interval':
    'The {confidence} interval is that of the sample; nobody knows what it would cost to raise an item.',
  'report.whatIf.assume.outcome.item':
    'The last column is a regression of “{outcome}” on all items: an association among customers, not what raising the item would bring about.',
  'report.whatIf.assume.outcome.part':
    'The last column is a regression of “{outcome}” on the {parts}, times the item’s share in its own: an association among customers, not what raising the item would bring about.',

  'report.value.title': 'What customers are worth',
  'report.value.abc': 'Customer class (ABC)',
  'report.value.rfm': 'Purchases (RFM)',
  'report.value.rfm.high': 'High: much, often, lately',
  'report.value.rfm.middle': 'Middle',
  'report.value.rfm.low': 'Low',
  'report.value.rfm.none': 'Bought nothing',
  'report.value.say.risk': 'Dissatisfied customers bring {exposed} {interval}{ofTotal}.',
  'report.value.say.ofTotal': ', {share} of all revenue',
  'report.value.say.lowest': '{name} are the least satisfied: C {c}.',
  'report.value.say.alike':
    'The intervals of C of the classes overlap, so by them no class can be told apart.',
  'report.value.class': 'Class',
  'report.value.customers': 'Share of customers',
  'report.value.revenue': 'Share of revenue',
  'report.value.csi': 'C',
  'report.value.dissatisfied': 'Dissatisfied',
  'report.value.risk': 'Revenue of the dissatisfied',
  'report.value.answers': 'Answers',
  'report.value.heldBack': 'too few answers',
  'report.value.risk.heldBack': 'held back',
  'report.value.heldBackCaption':
    'Classes with too few answers are held back, with another where that would give them away. So are sums of money that rest on one or two customers, or nearly all on two.',
  'report.value.rule.index': 'Dissatisfied is whose own C is below {below}.',
  'report.value.rule.outcome': 'Dissatisfied is who answered “{question}” below {below}.',
  'report.value.revenue.known':
    'Revenue by class is that of the customer list, {total} in all; the sample says which part of it dissatisfied customers bring.',
  'report.value.revenue.estimated':
    'The list does not say what all customers bring together; sums are estimated from the {n} answers and their weights.',
  'report.value.revenue.missing':
    'Of {n} answers revenue is not known; they are taken to be like the others of their class.',
  'report.value.estimated': 'estimated',
  'report.value.loss': 'At risk, if {least} to {most} of it is lost',
  'report.value.loss.say': '{low} to {high}; with the uncertainty of the sample {lowest} to {highest}.',
  'report.value.loss.assume':
    'How much of their revenue dissatisfied customers take away is an assumption, {least} to {most}, and not measured here. It is set in the survey’s plan.',
  'report.value.loss.heldBack': 'The sum is held back, since it rests on too few customers.',
  'report.value.problem.not-chosen':
    'Nothing is said of revenue: say in the survey’s plan which attribute of the customer list is what each customer brings.',
  'report.value.problem.unknown':
    'Nothing is said of revenue: it is known of none of those who answered. Import the customer list with a column of numbers that is kept, and draw the sample from it.',
  'report.value.problem.nobody-judged':
    'Nothing is said of revenue at risk: no question tells who is dissatisfied.',
  'report.value.caption': 'With {confidence} intervals. C by class is as under “For whom”.',
};
