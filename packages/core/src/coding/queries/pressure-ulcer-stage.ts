import { guideline } from '../guideline.js';
import { COMPLIANT_QUERY_PRACTICE, defineQuery } from './query.js';

export const query = defineQuery({
  id: 'pressure-ulcer-stage',
  question: 'The record leaves the stage of “{about}” open. What was the stage of the pressure ulcer?',
  options: ['stage 1', 'stage 2', 'stage 3', 'stage 4', 'unstageable', 'deep tissue pressure injury'],
  sources: [guideline('I.B.14'), guideline('I.C.12.a'), COMPLIANT_QUERY_PRACTICE],
});
