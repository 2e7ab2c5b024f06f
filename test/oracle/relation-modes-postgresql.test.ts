import { engine } from '../support/engines.ts';
import { describeRelationModes } from './relation-modes.ts';

describeRelationModes(engine('postgresql'));
