import { engine } from '../support/engines.ts';
import { testDatabases } from './databases.ts';

testDatabases(engine('postgresql'));
