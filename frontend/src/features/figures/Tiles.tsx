export interface Tile {
  name: string;
  value: string;
  note?: string;
}

/** The figures that are read first, each with its name. */
export function Tiles({ tiles }: { tiles: readonly Tile[] }) {
  return (
    <dl className="tiles">
      {tiles.map((tile) => (
        <div key={tile.name} className="tile sheet">
          <dt className="soft small">{tile.name}</dt>
          <dd>
            <span className="tile__value">{tile.value}</span>
            {tile.note && <span className="soft small">{tile.note}</span>}
          </dd>
        </div>
      ))}
    </dl>
  );
}
