import { guideline } from '../guideline.js';
import { COMPLIANT_QUERY_PRACTICE, defineQuery } from './query.js';

export const query = defineQuery({
  id: 'infection-organism',
  question: 'A culture result is in the record beside “{about}”. What is its clinical significance?',
  options: ['the organism caused the infection', 'colonization', 'contamination of the specimen'],
  sources: [guideline('I.B.7'), COMPLIANT_QUERY_PRACTICE],
});
