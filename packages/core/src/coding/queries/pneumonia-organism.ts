import { guideline } from '../guideline.js';
import { COMPLIANT_QUERY_PRACTICE, defineQuery } from './query.js';

export const query = defineQuery({
  id: 'pneumonia-organism',
  question: 'The record names “{about}” without its type or organism. What type of pneumonia was treated, as far as known?',
  options: ['bacterial (please name the organism or group)', 'viral (please name the virus)', 'aspiration pneumonia'],
  sources: [guideline('I.B.18'), COMPLIANT_QUERY_PRACTICE],
});
