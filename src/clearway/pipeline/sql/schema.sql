-- The tables of an analytical file. Each is described where it is filled.

CREATE TABLE about (name VARCHAR PRIMARY KEY, value VARCHAR NOT NULL);

CREATE TABLE submissions (
    id VARCHAR PRIMARY KEY,
    source VARCHAR NOT NULL,
    data_set VARCHAR NOT NULL,
    organisation_code VARCHAR NOT NULL,
    first_month VARCHAR NOT NULL,
    last_month VARCHAR NOT NULL,
    release VARCHAR NOT NULL,
    version INTEGER NOT NULL,
    sha256 VARCHAR NOT NULL,
    file_name VARCHAR NOT NULL,
    received_at TIMESTAMPTZ NOT NULL,
    accepted BIGINT NOT NULL,
    rejected BIGINT NOT NULL
);

-- One row a counted event: a person told, treated, or first seen, by one clock. Shares are exact halves.
-- Whose event it is stands in `records`, its pauses and rules in `assessments`, by submission and ordinal.
-- `treat_trust` is the trust that answers for the event; `inv_trust` the one that shares a 62-day pathway with it.
CREATE TABLE events (
    standard VARCHAR NOT NULL,
    month VARCHAR NOT NULL,
    treat_trust VARCHAR NOT NULL,
    submission_id VARCHAR NOT NULL,
    ordinal BIGINT NOT NULL,
    standard_key VARCHAR NOT NULL,
    days INTEGER NOT NULL,
    raw_days INTEGER NOT NULL,
    limit_days INTEGER NOT NULL,
    is_within BOOLEAN NOT NULL,
    route VARCHAR,
    stage VARCHAR,
    modality VARCHAR,
    cancer_type VARCHAR,
    method VARCHAR,
    scenario INTEGER,
    treat_total DECIMAL(2, 1) NOT NULL,
    treat_within DECIMAL(2, 1) NOT NULL,
    inv_trust VARCHAR,
    inv_total DECIMAL(2, 1),
    inv_within DECIMAL(2, 1),
    treat_alliance VARCHAR NOT NULL,
    treat_region VARCHAR NOT NULL,
    inv_alliance VARCHAR,
    inv_region VARCHAR,
    commissioner VARCHAR,
    residents_icb VARCHAR NOT NULL,
    residents_alliance VARCHAR NOT NULL,
    residents_region VARCHAR NOT NULL,
    flags VARCHAR NOT NULL
);

-- Figures that pages ask for most, with exact quantiles. `side` says whether trusts are summed or residents counted.
-- A level of detail that is not told apart is NULL: no row is ever the sum of others of its own level.
CREATE TABLE cells (
    standard VARCHAR NOT NULL,
    place_kind VARCHAR NOT NULL,
    side VARCHAR NOT NULL,
    with_cancer BOOLEAN NOT NULL,
    with_route BOOLEAN NOT NULL,
    is_year BOOLEAN NOT NULL,
    period VARCHAR NOT NULL,
    standard_key VARCHAR NOT NULL,
    place VARCHAR NOT NULL,
    cancer_type VARCHAR,
    stage_route VARCHAR,
    months VARCHAR[] NOT NULL,
    total DECIMAL(12, 1) NOT NULL,
    within DECIMAL(12, 1) NOT NULL,
    breaches DECIMAL(12, 1) NOT NULL,
    after_104 DECIMAL(12, 1) NOT NULL,
    pathways BIGINT NOT NULL,
    median_days DOUBLE NOT NULL,
    p90_days DOUBLE NOT NULL
);

-- Which submissions the computed figures of a month were made from.
CREATE TABLE month_sources (
    standard VARCHAR NOT NULL,
    month VARCHAR NOT NULL,
    submission_id VARCHAR NOT NULL
);
