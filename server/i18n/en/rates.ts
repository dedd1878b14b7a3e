/** AAPOR's outcome rates: what each says, and how to take it. */
export const rates = {
  'report.rates.response': 'Response: how many of those sampled answered',
  'report.rates.cooperation': 'Cooperation: how many of those reached answered',
  'report.rates.refusal': 'Refusal: how many of those sampled refused',
  'report.rates.contact': 'Contact: how many of those sampled were reached',
  'report.rates.unweightedHead': 'Unweighted',
  'report.rates.weightedHead': 'Weighted',
  'report.rates.noUnknown': 'Of every customer it is known whether they are eligible, so no e is needed.',
  'report.rates.eligibilityUnknown':
    'Of no customer it is known whether they are eligible, so e, and the rates that need it, are not defined.',
  'report.rates.eligibility':
    'e = {e}: of the {unknown} customers of unknown eligibility the same share is taken to be eligible as of those whose eligibility is known ({eligible} of {known}; proportional allocation, CASRO).',
  'report.rates.eligibilityBoth':
    'e = {e}: of the {unknown} customers of unknown eligibility the same share is taken to be eligible as of those whose eligibility is known ({eligible} of {known}; proportional allocation, CASRO). Weighted, e = {weighted}.',
  'report.rates.weighted':
    'Weighted: each customer counts N / n times, as their stratum was sampled, so that strata sampled more densely do not count for more. Unweighted rates tell how the fieldwork went, weighted ones of the population.',
  'report.rates.care':
    'RR5, RR6, REF3 and CON3 leave out everybody of unknown eligibility: right only where none of them is eligible.',
  'report.rate.RR1': 'Complete answers; all unknown counted in',
  'report.rate.RR2': 'Complete and partial; all unknown counted in',
  'report.rate.RR3': 'Complete answers; share e of the unknown counted in',
  'report.rate.RR4': 'Complete and partial; share e of the unknown counted in',
  'report.rate.RR5': 'Complete answers; unknown left out',
  'report.rate.RR6': 'Complete and partial; unknown left out',
  'report.rate.COOP1': 'Complete answers, of all reached',
  'report.rate.COOP2': 'Complete and partial, of all reached',
  'report.rate.COOP3': 'Complete answers, of those reached who could answer',
  'report.rate.COOP4': 'Complete and partial, of those reached who could answer',
  'report.rate.REF1': 'All unknown counted in',
  'report.rate.REF2': 'Share e of the unknown counted in',
  'report.rate.REF3': 'Unknown left out',
  'report.rate.CON1': 'All unknown counted in',
  'report.rate.CON2': 'Share e of the unknown counted in',
  'report.rate.CON3': 'Unknown left out',
} as const;
