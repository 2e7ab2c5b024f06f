import type { Environment } from '../../../src-main/model/connection.ts';

const texts: Readonly<Record<Environment, string>> = {
  development: 'Development',
  staging: 'Staging',
  production: 'Production',
};

export function environmentText(environment: Environment): string {
  return texts[environment];
}
