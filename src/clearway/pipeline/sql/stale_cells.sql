-- Cells in which an event changed go; they are worked out anew. Tables: changed_cell (their keys).

DELETE FROM cells USING changed_cell
WHERE cells.standard = changed_cell.standard
    AND cells.place_kind = changed_cell.place_kind
    AND cells.side = changed_cell.side
    AND cells.with_cancer = changed_cell.with_cancer
    AND cells.with_route = changed_cell.with_route
    AND cells.is_year = changed_cell.is_year
    AND cells.period = changed_cell.period
    AND cells.standard_key = changed_cell.standard_key
    AND cells.place = changed_cell.place
    AND cells.cancer_type IS NOT DISTINCT FROM changed_cell.cancer_type
    AND cells.stage_route IS NOT DISTINCT FROM changed_cell.stage_route;
