export const reportMethod = {
  'report.fullStop': '.',
  'report.method.imported': 'It came in on {date}.',
  'report.method.kept.one':
    '{count} of those drawn was in the sample of {wave} too and was kept, so that change is measured on the same customers.',
  'report.method.kept.other':
    '{count} of those drawn were in the sample of {wave} too and were kept, so that change is measured on the same customers.',
  'report.method.cap':
    'Nobody is asked more than {times} times in {days} days over all surveys; {heldBack} could not be drawn for it.',
  'report.method.optedOut.one': '{count} customer who wants no invitations was not drawn.',
  'report.method.optedOut.other': '{count} customers who want no invitations were not drawn.',
  'report.formulas.version': 'Formulas version {version}',
  'report.formulas.title': 'What has changed in the formulas',
  'report.formulas.1':
    'Version 1: C and gap of items, factors and overall; changes, with what of them is another mix of customers.',
  'report.formulas.2':
    'Version 2: dimensions between factors and items, with a family of tests of their own; shares of answers.',
  'report.digest.title': 'Fingerprint of the data',
  'report.digest.wave': 'Data of {wave}',
  'report.digest.report': 'The whole report',
  'report.digest.questionnaires': 'Questionnaires asked',
  'report.digest.version': 'Version',
  'report.digest.questionnaire': 'Fingerprint',
  'report.digest.explanation':
    'SHA-256 of all that the figures rest on: customers sampled, what became of them, their answers, questionnaire, plan, population counts. The same data give the same fingerprint in whatever order they are stored; one other answer gives another. All 64 digits stand in the JSON file.',
  'report.zone': 'Days are those of {zone}.',
  'report.reliability.title': 'Do the items of a factor measure one thing?',
  'report.reliability.part': 'Factor, dimension',
  'report.reliability.expectation': 'α expected',
  'report.reliability.perception': 'α perceived',
  'report.reliability.difference': 'ρ of the gap',
  'report.reliability.items': 'Item by item',
  'report.reliability.rest': 'r with the other items: expected, perceived',
  'report.reliability.without': 'α without it: expected, perceived',
  'report.reliability.good': 'good',
  'report.reliability.sufficient': 'enough',
  'report.reliability.weak': 'low',
  'report.reliability.oneItem': 'one item',
  'report.reliability.undefined': 'not defined: answers do not differ',
  'report.reliability.nothing':
    'Nothing can be said of how well items go together: too few answers, or no factor of several items.',
  'report.reliability.enough': 'Yes: Cronbach’s α of what was perceived is {least} or more everywhere.',
  'report.reliability.low':
    'Not everywhere: α of what was perceived is below {enough} for {parts}. Read their items one by one.',
  'report.reliability.caption':
    'Cronbach’s α says how far the items of a scale go together (from 0.80 good, from 0.70 enough, below that low), with its {confidence} interval, over those who answered both sides of every item. ρ is the reliability of one customer’s gap; it is lower than α where expectation and perception go together.',
  'report.bundle.title': 'Recompute it',
  'report.bundle.help':
    'Everything to work this report out again in R: answers under pseudonyms, weights, plan, figures, and the script that compares. It holds one row per customer: keep it as you would the answers.',
  'report.bundle.button': 'Download the R bundle (ZIP)',
  'report.formula.distribution':
    'A share is Σ w over those who gave that answer, divided by Σ w over all who answered; its interval is formed on the log-odds ln(p / (1 − p)), so that it stays between 0 and 1.',
} as const;
