import type { Column } from '../../../model/catalog.ts';

/**
 * InnoDB wants the same type: integers of one size and sign, decimals of one precision, texts of one character set and
 * collation; lengths of texts may differ. https://dev.mysql.com/doc/refman/8.4/en/create-table-foreign-keys.html
 */
export function typeRefusal(child: Column, parent: Column): string | null {
  const [own, other] = [comparable(child), comparable(parent)];
  if (own !== other)
    return `${child.name} is ${child.type} and ${parent.name} is ${parent.type}, and InnoDB wants the same type in both.`;
  if (/text|blob|json/.test(own))
    return `${child.name} is ${child.type}, and InnoDB has no foreign keys on columns of this type.`;
  if (child.collation !== null && parent.collation !== null && child.collation !== parent.collation)
    return `${child.name} has collation ${child.collation} and ${parent.name} has ${parent.collation}; InnoDB wants the same.`;
  return null;
}

/** The type without what InnoDB does not compare: widths of integers, lengths of texts and bytes, labels. */
function comparable(column: Column): string {
  const type = column.type.toLowerCase();
  const base = /^[a-z]+/.exec(type)?.[0] ?? type;
  if (['tinyint', 'smallint', 'mediumint', 'int', 'bigint'].includes(base))
    return /unsigned/.test(type) ? `${base} unsigned` : base;
  if (base === 'char' || base === 'varchar') return 'characters';
  if (base === 'binary' || base === 'varbinary') return 'bytes';
  if (base === 'enum' || base === 'set') return base;
  return type;
}
