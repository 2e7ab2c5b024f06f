import type { Environment } from '../../../src-main/model/connection.ts';
import { t } from '../../text/text.ts';

export function environmentText(environment: Environment): string {
  return t(`connections.environment.${environment}`);
}
