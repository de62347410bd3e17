import "../features/search/search.css";

import { useSearchParams } from "react-router";

import { Button } from "../design/Button";
import { PageHead } from "../design/PageHead";
import { Pager } from "../design/Pager";
import { Empty, QueryView } from "../design/States";
import { FoldedFilters } from "../features/search/Filters";
import { ProviderCard } from "../features/search/ProviderCard";
import { narrowed, read, write, type Criteria } from "../features/search/criteria";
import { SearchBar } from "../features/search/SearchBar";
import { useSearch } from "../features/search/useSearch";
import { useWords } from "../i18n";

export default function SearchPage() {
  const { t, tn } = useWords();
  const [params, setParams] = useSearchParams();
  const criteria = read(params);
  const found = useSearch(criteria);
  const apply = (next: Criteria) => setParams(write(next));
  const total = found.data?.pagination.total;
  return (
    <>
      <PageHead
        title={criteria.q ? t("search.titleFor", { words: criteria.q }) : t("search.title")}
      />
      <SearchBar
        start={criteria.q}
        onSearch={(q) => apply({ ...criteria, q: q || undefined, page: undefined })}
      />
      <div className="results">
        <FoldedFilters criteria={criteria} apply={apply} facets={found.data?.facets} />
        <section className="stack" aria-label={t("search.results")}>
          <p className="soft" role="status">
            {total === undefined ? "" : tn("search.count", total)}
            {found.data?.degraded && ` ${t("search.degraded")}`}
          </p>
          <QueryView query={found} cards={4}>
            {(answer) =>
              answer.data.length === 0 ? (
                <Empty title={t("search.none")} text={t("search.noneText")}>
                  {narrowed(criteria) && (
                    <Button kind="quiet" onClick={() => apply({})}>
                      {t("search.all")}
                    </Button>
                  )}
                </Empty>
              ) : (
                <>
                  <div className="list">
                    {answer.data.map((provider) => (
                      <ProviderCard key={provider.id} provider={provider} />
                    ))}
                  </div>
                  <Pager pagination={answer.pagination} />
                </>
              )
            }
          </QueryView>
        </section>
      </div>
    </>
  );
}
