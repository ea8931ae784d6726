import { fault, ok } from '../findings';
import type { Finding } from '../port';
import type { Client } from './client';
import { items, list, record, text } from './json';
import { sameName } from './queue';

const key = 'contractsCatalog';

/** Is the catalog there, and may our account put contracts into it? */
export const checkContracts = async (client: Client): Promise<readonly Finding[]> => {
  const { contractsCatalog: name } = client.config;
  if (name === undefined) return [];
  const query = JSON.stringify([{ field: 'Name', value: name }]);
  const found = items(await client.get('/catalogs', { query, fields: 'Name,_hyperlinks' }));
  const catalog = found.find((one) => sameName(text(one.Name), name));
  if (!catalog) return [missing(name)];
  const mayCreate = list(catalog._hyperlinks).some((link) => record(link).ref === 'create');
  return [
    mayCreate
      ? ok(key, [`catalog "${name}" takes contracts`, `каталог "${name}" принимает договоры`])
      : forbidden(name),
  ];
};

const rights = 'ShowCatalog, ShowAsset, CreateAsset, ModifyAsset';

const missing = (name: string): Finding =>
  fault(
    key,
    [
      `RT has no catalog of assets "${name}" that our account may see`,
      `в RT нет каталога активов "${name}", который видит наша учётная запись`,
    ],
    [
      `create it (Admin > Assets > Catalogs) and grant our account ${rights} there`,
      `создайте его (Admin > Assets > Catalogs) и дайте нашей учётной записи права ${rights}`,
    ],
  );

const forbidden = (name: string): Finding =>
  fault(
    key,
    [
      `our account may not create assets in the catalog "${name}"`,
      `наша учётная запись не может создавать активы в каталоге "${name}"`,
    ],
    [
      `grant it ${rights} there (Admin > Assets > Catalogs > Group rights)`,
      `дайте ей права ${rights} (Admin > Assets > Catalogs > Group rights)`,
    ],
  );
