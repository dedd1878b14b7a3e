# Recomputes the report from analysis.csv with R's survey package, weights included, and compares every number with
# figures.csv. Run in this folder: Rscript report.R
# Ends with status 1 when a number differs by more than 1e-8 of its size (p values: by more than 1e-10).
suppressPackageStartupMessages(library(survey))
options(survey.lonely.psu = "adjust", warn = 1)

table_in <- function(file, numbers) {
  rows <- read.csv(file, colClasses = "character", na.strings = "", encoding = "UTF-8")
  for (name in intersect(numbers, names(rows))) rows[[name]] <- as.numeric(rows[[name]])
  rows
}
waves <- table_in("waves.csv", c("lower", "upper", "largest_weight", "confidence", "change_confidence"))
items <- table_in("items.csv", c("item_weight", "factor_weight", "min", "max"))
ratings <- table_in("ratings.csv", character())
margins <- table_in("margins.csv", "total")
customers <- table_in("analysis.csv", c("N_h", "responded", "eligible", "known", "base_weight", "given_weight",
  "final_weight", items$expectation, items$perception, ratings$column))
numbers <- c("estimate", "standard_error", "lower", "upper", "df", "n", "effective_size", "design_effect", "p",
  "p_holm", "p_bh")
figures <- table_in("figures.csv", numbers)

# Rows as figures.csv has them; what is not given is empty.
as_rows <- function(...) {
  rows <- data.frame(...)
  for (name in setdiff(names(figures), names(rows))) rows[[name]] <- NA
  rows[names(figures)]
}

# ---- Weights: base, unknown eligibility, nonresponse -------------------------------------------------------------

# Within classes, the rows that stand in take the weight of all that count.
stand_in <- function(d, class, stands, counts) {
  ifelse(stands, d * ave(d * counts, class, FUN = sum) / ave(d * stands, class, FUN = sum), 0)
}

respondents_of <- function(wave, rows) {
  responded <- rows$responded == 1
  known <- responded | rows$known == 1
  counts <- rows$eligible == 1
  d <- switch(wave$base,
    design = rows$N_h / ave(rows$N_h, rows$stratum, FUN = length),
    given = rows$given_weight,
    equal = rep(1, nrow(rows)))
  compare("base weight", rows$row, d, rows$base_weight)
  if (!all(is.na(rows$eligibility_class))) {
    d <- stand_in(d, rows$eligibility_class, known, rep(TRUE, nrow(rows)))
    counts <- counts & known
  }
  if (!all(is.na(rows$nonresponse_class))) d <- stand_in(d, rows$nonresponse_class, responded, counts)
  cbind(rows, d = d)[responded, ]
}

# ---- Weights: calibration and trimming ---------------------------------------------------------------------------

# The margins as columns (a constant, then all categories of a margin but one) and their totals, without columns that
# follow from others.
auxiliaries <- function(data, totals) {
  totals <- totals[totals$total > 0, ]
  first <- !duplicated(totals$variable)
  category <- function(variable, value) as.numeric(data[[variable]] == value)
  x <- cbind(1, matrix(unlist(Map(category, totals$variable[!first], totals$value[!first])), nrow(data)))
  total <- c(sum(totals$total[totals$variable == totals$variable[1]]), totals$total[!first])
  free <- with(qr(x), sort(pivot[seq_len(rank)]))
  list(x = x[, free, drop = FALSE], total = total[free])
}

calibrated <- function(design, wave, to) {
  linear <- wave$calibration %in% c("linear", "poststratification")
  bounds <- if (is.na(wave$lower)) c(-Inf, Inf) else c(wave$lower, wave$upper)
  design <- calibrate(update(design, x = to$x), ~ 0 + x, to$total, bounds = bounds,
    calfun = if (linear) "linear" else wave$calibration, epsilon = 1e-13, maxit = 1000)
  regression <- length(design$postStrata)
  design$postStrata[[regression]]$w <- nonzero(design$postStrata[[regression]]$w)
  design
}

# Rows of weight 0 have no influence, whatever it is divided by.
nonzero <- function(w) ifelse(w == 0, 1, w)

# Cuts weights off and spreads what that takes away equally over the others, until none is above the cap.
trimmed <- function(w, cap) {
  for (round in 1:1000) {
    above <- w > cap
    if (!any(above)) return(w)
    within <- !above & w != 0
    w[within] <- w[within] + sum(w[above] - cap) / sum(within)
    w[above] <- cap
  }
  stop("The weights cannot be trimmed to ", cap)
}

with_weights <- function(design, w) { design$prob <- 1 / w; design }

design_of <- function(wave, data) {
  # R makes no design of a single respondent, but of two alike, of whom one is left.
  alone <- nrow(data) == 1
  plain <- svydesign(ids = ~1, strata = ~stratum, fpc = if (all(is.na(data$N_h))) NULL else ~N_h, weights = ~d,
    data = if (alone) rbind(data, data) else data)
  if (alone) plain <- plain[1, ]
  design <- plain
  if (!is.na(wave$calibration)) {
    to <- auxiliaries(data, margins[margins$wave == wave$wave, ])
    design <- calibrated(plain, wave, to)
  }
  if (is.na(wave$largest_weight)) return(design)
  w <- weights(design)
  cap <- wave$largest_weight * mean(w[w > 0])
  if (is.na(wave$calibration) || !is.na(wave$lower)) return(with_weights(design, trimmed(w, cap)))
  # Trim and calibrate in turn until both hold; the regression is that of the weights before all calibration.
  while (any(w > cap * (1 + 1e-10))) w <- weights(calibrated(with_weights(plain, trimmed(w, cap)), wave, to))
  design$postStrata[[1]]$w <- nonzero(w / sqrt(nonzero(weights(plain))))
  with_weights(design, w)
}

# ---- Figures: each is a value, the rows it rests on, and its influence on every row ---------------------------------

share_of <- function(x) x / sum(x)

# Every figure of the rows `inside`. Influences have the weight in them and are 0 outside.
figures_in <- function(wave, data, w, inside, is_whole) {
  w <- w * inside
  found <- list()
  add <- function(name, target, value, rests_on, u) {
    if (!is.finite(value)) value <- NA_real_
    found[[length(found) + 1]] <<- list(name = name, target = target, value = value, base = rests_on & w > 0, u = u)
  }
  mean_of <- function(x, o) {
    m <- sum((w * x)[o]) / sum(w[o])
    list(value = m, u = ifelse(o, w * (x - m) / sum(w[o]), 0))
  }
  add_mean <- function(name, target, x, o = !is.na(x)) with(mean_of(x, o), add(name, target, value, o, u))

  own <- items[items$wave == wave$wave, ]
  mixed <- nrow(unique(own[c("min", "max")])) > 1
  sides <- lapply(seq_len(nrow(own)), function(k) {
    way <- function(x) if (mixed) (x - own$min[k]) / (own$max[k] - own$min[k]) else x
    origin <- if (mixed || wave$origin == "zero") 0 else own$min[k]
    a <- way(data[[own$expectation[k]]]) - origin
    b <- way(data[[own$perception[k]]]) - origin
    o <- !is.na(a) & !is.na(b)
    list(o = o, a = ifelse(o, a, 0), b = ifelse(o, b, 0), mean_a = mean_of(a, o), mean_b = mean_of(b, o),
      origin = origin)
  })
  # One side of the items `k` with shares `v`: its value and influence.
  side <- function(which, k, v) list(value = sum(v * sapply(sides[k], function(s) s[[which]]$value)),
    u = Reduce(`+`, Map(function(s, v) v * s[[which]]$u, sides[k], v), 0 * w))
  pooled <- function(which, k) {
    x <- Reduce(`+`, lapply(sides[k], `[[`, which), 0 * w)
    list(value = sum(w * x), u = w * x)
  }
  ratio <- function(b, a) if (!isTRUE(a$value > 0)) list(value = NA_real_, u = 0 * w) else
    list(value = b$value / a$value, u = (b$u - b$value / a$value * a$u) / a$value)
  composite <- function(k, v) ratio(side("mean_b", k, v), side("mean_a", k, v))
  add_index <- function(target, k, v, index, is_composite = TRUE) {
    o <- Reduce(`|`, lapply(sides[k], `[[`, "o"), w < 0)
    if (length(k) == 0) index <- gap <- a <- b <- list(value = NA_real_, u = 0 * w) else {
      a <- side("mean_a", k, v); b <- side("mean_b", k, v)
      gap <- list(value = b$value - a$value, u = b$u - a$u)
    }
    add("csi", target, index$value, o, index$u)
    add("gap", target, gap$value, o, gap$u)
    if (is_whole && is_composite) {
      origin <- sum(v * vapply(sides[k], `[[`, 0, "origin"))
      add("expectation", target, a$value + origin, o, a$u)
      add("perception", target, b$value + origin, o, b$u)
    }
    index
  }
  factors <- unique(own$factor)
  members <- lapply(setNames(nm = factors), function(f) which(own$factor == f & own$item_weight > 0))
  shares <- lapply(members, function(k) share_of(own$item_weight[k]))
  importance <- own$factor_weight[match(factors, own$factor)]
  counted <- importance > 0 & lengths(members) > 0
  importance <- share_of(importance * counted)
  index_of <- function(k, v) if (wave$aggregate == "pooled") ratio(pooled("b", k), pooled("a", k)) else composite(k, v)

  by_factor <- lapply(setNames(nm = factors), function(f) add_index(paste0("factor:", f), members[[f]], shares[[f]],
    index_of(members[[f]], shares[[f]])))
  if (nrow(own) > 0) {
    k <- unlist(members[counted], use.names = FALSE)
    v <- unlist(Map(`*`, shares, importance)[counted], use.names = FALSE)
    add_index("overall", k, v, if (wave$aggregate != "meanOfFactors") index_of(k, v) else list(
      value = sum((importance * sapply(by_factor, `[[`, "value"))[counted]),
      u = Reduce(`+`, Map(function(c, v) v * c$u, by_factor, importance)[counted], 0 * w)))
  }
  if (is_whole) for (dimension in unique(own$dimension)) {
    k <- which(own$dimension == dimension & own$item_weight > 0)
    v <- share_of(own$item_weight[k])
    add_index(paste0("dimension:", dimension), k, v, index_of(k, v))
  }
  for (k in seq_len(nrow(own))) {
    add_index(own$item[k], k, 1, composite(k, 1), FALSE)
    if (!is_whole) next
    add_mean("expectation", own$item[k], sides[[k]]$a + sides[[k]]$origin, sides[[k]]$o)
    add_mean("perception", own$item[k], sides[[k]]$b + sides[[k]]$origin, sides[[k]]$o)
  }
  asked <- ratings[ratings$wave == wave$wave & (is_whole | ratings$figure != "importance"), ]
  for (k in seq_len(nrow(asked))) {
    x <- data[[asked$column[k]]]
    add_mean(asked$figure[k], asked$target[k], if (asked$figure[k] == "recommend") (x >= 9) - (x <= 6) else x)
  }
  found
}

# The figures with their errors: the variance of the total of the influence (svyrecvar), t intervals.
estimates <- function(design, wave, data, inside, variable = NA, value = NA) {
  w <- weights(design)
  found <- figures_in(wave, data, w, inside, is.na(variable))
  columns <- function(of) matrix(unlist(lapply(found, of)), length(w))
  u <- columns(function(f) if (is.na(f$value)) 0 * w else f$u)
  base <- columns(function(f) f$base)
  estimate <- sapply(found, `[[`, "value")
  defined <- !is.na(estimate)
  V <- diag(as.matrix(svyrecvar(u, design$cluster, design$strata, design$fpc, postStrata = design$postStrata)))
  n <- colSums(base)
  W <- colSums(base * w)
  spread <- n / (n - 1) * (colSums(base * u^2 / nonzero(w)) / W - (colSums(base * u) / W)^2)
  comparable <- defined & n > 1 & spread * W^2 > (1e-13 * estimate)^2 & (W - n) / W > 1e-9
  df <- with(list(s = data$stratum[inside & w > 0]), length(s) - length(unique(s)))
  se <- ifelse(defined, sqrt(V), NA)
  t <- if (df < 1) NA else qt((1 + wave$confidence) / 2, df)
  rows <- as_rows(kind = "figure", name = sapply(found, `[[`, "name"), target = sapply(found, `[[`, "target"),
    wave = wave$wave, variable = variable, value = value, estimate = estimate, standard_error = se,
    lower = estimate - t * se, upper = estimate + t * se, df = ifelse(defined, df, NA), n = n,
    effective_size = ifelse(W > 0, W^2 / colSums(base * w^2), NA),
    design_effect = ifelse(comparable, V / (spread * W^2 * (W - n) / W / n), NA))
  list(rows = rows, u = u)
}

# ---- One wave ------------------------------------------------------------------------------------------------------

# What the formulas above say of each item, survey's own svyratio must say too.
check_formulas <- function(design, wave, whole) {
  own <- items[items$wave == wave$wave, ]
  from_minimum <- wave$origin != "zero" || nrow(unique(own[c("min", "max")])) > 1
  for (k in seq_len(nrow(own))) {
    ours <- whole[whole$name == "csi" & whole$target == own$item[k], ]
    if (is.na(ours$estimate)) next
    origin <- if (from_minimum) own$min[k] else 0
    a <- design$variables[[own$expectation[k]]] - origin
    b <- design$variables[[own$perception[k]]] - origin
    o <- !is.na(a + b)
    R <- svyratio(~b, ~a, update(design, a = ifelse(o, a, 0), b = ifelse(o, b, 0)))
    stopifnot(all.equal(c(coef(R), SE(R)), c(ours$estimate, ours$standard_error), 1e-9, check.attributes = FALSE))
  }
}

measured <- function(wave) {
  sample <- customers[customers$wave == wave$wave, ]
  data <- respondents_of(wave, sample)
  design <- design_of(wave, data)
  compare("final weight", data$row, weights(design), data$final_weight)
  whole <- estimates(design, wave, data, rep(TRUE, nrow(data)))
  check_formulas(design, wave, whole$rows)
  cells <- list(c(whole, list(variable = NA, value = NA)))
  for (variable in strsplit(wave$segments, " ")[[1]]) for (value in unique(sample[[variable]])) {
    if (is.na(value)) next
    part <- estimates(design, wave, data, data[[variable]] %in% value, variable, value)
    cells[[length(cells) + 1]] <- c(part, list(variable = variable, value = value))
  }
  cells <- lapply(cells, function(cell) replace(cell, "u", list(residuals_of(design, cell$u))))
  names(cells) <- vapply(cells, function(cell) paste(cell$variable, cell$value), "")
  list(wave = wave, data = data, design = design, rows = do.call(rbind, lapply(cells, `[[`, "rows")), cells = cells,
    whole = cells[[1]]$rows, u = cells[[1]]$u, w = weights(design))
}

# For comparing waves the influences are those of the calibrated weights: residuals, as in svyrecvar.
residuals_of <- function(design, u) {
  for (regression in design$postStrata) u <- qr.resid(regression$qr, u / regression$w) * regression$w
  as.matrix(u)
}

# ---- Between waves -------------------------------------------------------------------------------------------------

# Tam's covariance of figures of waves that share customers, column by column: the sum over strata of
# (n12 - n1 n2 / N) s(u, v).
shared_covariance <- function(from, to, u, v) {
  place <- match(from$data$customer, to$data$customer, incomparables = NA)
  both <- which(!is.na(place) & from$data$stratum == to$data$stratum[place])
  total <- numeric(ncol(u))
  for (rows in split(both, from$data$stratum[both])) {
    if (length(rows) < 2) next
    there <- to$data$stratum == from$data$stratum[rows[1]]
    here <- from$data$stratum == from$data$stratum[rows[1]]
    N <- (from$data$N_h[rows[1]] + to$data$N_h[there][1]) / 2
    expected <- if (is.na(N)) 0 else sum(here) * sum(there) / N
    centred <- function(x) sweep(x, 2, colMeans(x))
    s <- colSums(centred(u[rows, , drop = FALSE]) * centred(v[place[rows], , drop = FALSE])) / (length(rows) - 1)
    total <- total + (length(rows) - expected) * s
  }
  total
}

# All waves as one design: a customer is one unit in every wave and stays in the stratum of the first of them. N_h is the
# largest that a wave knows, and no less than the customers; where a wave does not know it there is no correction.
stack_of <- function(results) {
  rows <- do.call(rbind, lapply(results, function(wave)
    data.frame(wave = wave$wave$wave, unit = wave$data$customer, stratum = wave$data$stratum, w = wave$w)))
  unnamed <- is.na(rows$unit)
  rows$unit[unnamed] <- paste("row", which(unnamed))
  rows$home <- rows$stratum[match(rows$unit, rows$unit)]
  asked <- customers[customers$wave %in% rows$wave, ]
  known <- tapply(asked$N_h, asked$stratum, max)[rows$home]
  units <- tapply(rows$unit, rows$home, function(unit) length(unique(unit)))[rows$home]
  rows$N <- ifelse(is.na(known), 1e300, pmax(known, units))
  svydesign(ids = ~unit, strata = ~home, fpc = ~N, weights = ~w, data = rows)
}

# An influence of one wave by the rows of all.
padded <- function(stack, wave, u) {
  x <- matrix(0, nrow(stack$variables), ncol(u))
  x[stack$variables$wave == wave$wave$wave, ] <- u
  x
}
stacked_covariance <- function(stack, x) as.matrix(svyrecvar(x, stack$cluster, stack$strata, stack$fpc, postStrata = NULL))
stacked_df <- function(stack, inside) with(stack$variables[inside & stack$variables$w > 0, ],
  length(unique(unit)) - length(unique(home)))

# The test of later minus earlier, for columns of influences `u` and `v` and the variances of their own waves; `inside`
# says which rows of the stack count for the degrees of freedom.
tested <- function(from, to, u, v, difference, V1, V2, df1, df2, inside = TRUE) {
  how <- from$wave$change
  V <- V1 + V2
  if (how == "stacked") V <- diag(stacked_covariance(stack, padded(stack, to, v) - padded(stack, from, u)))
  if (how == "overlap") V <- V - 2 * shared_covariance(from, to, u, v)
  df <- switch(how, overlap = Inf, stacked = stacked_df(stack, inside), independent = V^2 / (V1^2 / df1 + V2^2 / df2))
  if (how == "independent") V[df1 < 1 | df2 < 1] <- NA
  if (any(df < 1, na.rm = TRUE)) V[rep_len(df < 1, length(V))] <- NA
  judged(difference, V, df, from$wave$change_confidence)
}

# A difference of this variance by Student's t; by the normal where there is no end of degrees of freedom.
judged <- function(difference, V, df, confidence) {
  df <- ifelse(df >= 1, df, NA)
  se <- ifelse(is.na(difference) | !(V > 0), NA, sqrt(pmax(V, 0)))
  t <- qt((1 + confidence) / 2, df)
  data.frame(estimate = difference, standard_error = se, lower = difference - t * se, upper = difference + t * se,
    df = ifelse(is.na(se) | is.infinite(df), NA, df), p = 2 * pt(-abs(difference / se), df))
}

row_of <- function(wave, name, target) match(paste(name, target), paste(wave$whole$name, wave$whole$target))
BREAKS <- c("scale-changed", "origin-changed", "items-changed", "weights-changed", "aggregate-changed")

changes_between <- function(from, to) {
  rows <- do.call(rbind, lapply(intersect(names(from$cells), names(to$cells)), function(cell)
    changes_in(from, to, from$cells[[cell]], to$cells[[cell]])))
  if (is.null(rows)) return(NULL)
  # What the report holds back is not looked at.
  held <- figures[figures$kind == "change" & !is.na(figures$held_back), ]
  rows$p[key_of(rows) %in% key_of(held)] <- NA
  # Holm for what was going to be looked at, the index and its factors; Benjamini and Hochberg for the dimensions, for the
  # items, and for the index and its factors in all segments of a variable.
  declared <- grepl("^(overall$|factor:)", rows$target)
  family <- with(rows, ifelse(name != "csi", NA, ifelse(is.na(variable), ifelse(declared, "declared", ifelse(grepl("^dimension:", target), "dimensions", "items")),
    ifelse(declared, paste("segments", variable), NA))))
  for (one in unique(family[!is.na(family)])) {
    members <- family %in% one
    rows[members, if (one == "declared") "p_holm" else "p_bh"] <-
      p.adjust(rows$p[members], if (one == "declared") "holm" else "BH")
  }
  rows
}

changes_in <- function(from, to, cell1, cell2) {
  told <- function(cell) cell$rows[cell$rows$name %in% c("csi", "mean", "recommend"), ]
  both <- merge(told(cell1), told(cell2), by = c("name", "target"), suffixes = c("1", "2"), sort = FALSE)
  if (nrow(both) == 0) return(NULL)
  said <- figures[figures$kind == "change" & figures$from %in% from$wave$wave & figures$wave %in% to$wave$wave, ]
  broken <- paste(both$name, both$target) %in% paste(said$name, said$target)[said$reason %in% BREAKS]
  columns <- function(cell) cell$u[, match(paste(both$name, both$target), paste(cell$rows$name, cell$rows$target)), drop = FALSE]
  test <- with(both, tested(from, to, columns(cell1), columns(cell2), ifelse(broken, NA, estimate2 - estimate1),
    standard_error1^2, standard_error2^2, df1, df2, in_stack(cell1$variable, cell1$value)))
  as_rows(kind = "change", name = both$name, target = both$target, wave = to$wave$wave, from = from$wave$wave,
    variable = cell1$variable, value = cell1$value, test)
}

# Rows of the stack with a value of a variable; all of them for everybody.
in_stack <- function(variable, value) is.na(variable) |
  unlist(lapply(results, function(wave) rep_len(wave$data[[variable]] %in% value, nrow(wave$data))))

key_of <- function(rows) with(rows, paste(kind, name, target, wave, from, variable, value, sep = " / "))

# A change of the index in two parts: customers judging otherwise, and another mix of customers. Between them is the
# later wave had its strata kept the shares of the earlier population.
UNDIVIDED <- c(BREAKS, "estimate-undefined", "population-unknown", "strata-differ", "stratum-without-answers")

parts_between <- function(from, to) {
  declared <- function(rows) rows[rows$name == "csi" & grepl("^(overall$|factor:)", rows$target), ]
  both <- merge(declared(from$whole), declared(to$whole), by = "target", suffixes = c("1", "2"), sort = FALSE)
  if (nrow(both) == 0) return(NULL)
  said <- figures[figures$kind == "real" & figures$from %in% from$wave$wave & figures$wave %in% to$wave$wave, ]
  undivided <- said$reason[match(both$target, said$target)] %in% UNDIVIDED
  place <- function(kind, ...) as_rows(kind = kind, name = "csi", target = both$target, wave = to$wave$wave,
    from = from$wave$wave, ...)
  if (all(undivided)) return(rbind(place("real"), place("composition")))
  other <- at_shares(to, from)
  k <- match(both$target, other$target)
  own <- function(wave) wave$u[, row_of(wave, "csi", both$target), drop = FALSE]
  v <- other$u[, k, drop = FALSE]
  within <- function(u) diag(as.matrix(svyrecvar(u, to$design$cluster, to$design$strata, to$design$fpc, postStrata = NULL)))
  real <- tested(from, to, own(from), v, other$estimate[k] - both$estimate1, both$standard_error1^2, within(v),
    both$df1, both$df2)
  V <- within(own(to) - v)
  V[V < (1e-12 * both$estimate2)^2] <- 0
  mix <- judged(both$estimate2 - other$estimate[k], V, both$df2, from$wave$change_confidence)
  real[undivided, ] <- mix[undivided, ] <- NA
  rbind(place("real", real), place("composition", mix))
}

# The index of a wave had each stratum kept the share of the population that it had in an earlier one.
at_shares <- function(wave, earlier) {
  shares <- function(wave) {
    asked <- customers[customers$wave == wave$wave$wave & customers$N_h > 0, ]
    share_of(vapply(split(asked$N_h, asked$stratum), `[`, 0, 1))
  }
  before <- shares(earlier)
  r <- (before / shares(wave)[names(before)])[wave$data$stratum]
  found <- figures_in(wave$wave, wave$data, wave$w * unname(r), TRUE, FALSE)
  list(target = ifelse(vapply(found, `[[`, "", "name") == "csi", vapply(found, `[[`, "", "target"), NA),
    estimate = vapply(found, `[[`, 0, "value"), u = residuals_of(wave$design, vapply(found, `[[`, wave$w, "u")))
}

# Wald's test that the overall index never moved, and its linear trend over the waves.
movement <- function(waves) {
  waves <- Filter(function(wave) !is.na(wave$whole$estimate[row_of(wave, "csi", "overall")]), waves)
  if (length(waves) < 3) return(NULL)
  if (any(with(figures, kind == "change" & name == "csi" & target == "overall" & reason %in% BREAKS))) return(NULL)
  at <- sapply(waves, row_of, "csi", "overall")
  theta <- mapply(function(wave, k) wave$whole$estimate[k], waves, at)
  Sigma <- diag(mapply(function(wave, k) wave$whole$standard_error[k]^2, waves, at))
  if (waves[[1]]$wave$change == "stacked") Sigma <- stacked_covariance(stack, do.call(cbind, Map(function(wave, k)
    padded(stack, wave, wave$u[, k, drop = FALSE]), waves, at)))
  if (waves[[1]]$wave$change == "overlap") for (i in seq_along(waves)) for (j in seq_len(i - 1))
    Sigma[i, j] <- Sigma[j, i] <- shared_covariance(waves[[j]], waves[[i]], waves[[j]]$u[, at[j], drop = FALSE],
      waves[[i]]$u[, at[i], drop = FALSE])
  L <- diff(diag(length(theta)))
  solved <- tryCatch(solve(L %*% Sigma %*% t(L), L %*% theta), error = function(singular) NULL)
  if (is.null(solved)) return(NULL)
  chi <- drop(t(L %*% theta) %*% solved)
  time <- seq_along(theta) - mean(seq_along(theta))
  slope <- sum(time * theta) / sum(time^2)
  se <- sqrt(drop(t(time) %*% Sigma %*% time)) / sum(time^2)
  as_rows(kind = "movement", name = c("wald", "trend"), target = "overall", estimate = c(chi, slope),
    standard_error = c(NA, se), df = c(length(theta) - 1, NA),
    p = c(pchisq(chi, length(theta) - 1, lower.tail = FALSE), 2 * pnorm(-abs(slope / se))))
}

# ---- Comparison ----------------------------------------------------------------------------------------------------

compared <- list()
# Near zero a number is held against `size`, the size of what it comes from.
compare <- function(kind, place, R, report, size = 0) {
  tolerance <- if (grepl("^p", kind)) 1e-10 else 1e-8 * pmax(abs(report), size)
  number <- !is.na(R) & !is.na(report)
  same <- ifelse(number, abs(R - report) <= tolerance, is.na(R) & is.na(report))
  share <- ifelse(number & R != report, abs(R - report) / tolerance, 0)
  compared[[length(compared) + 1]] <<- data.frame(kind, place, R, report, same, number, share)
}

compare_rows <- function(ours) {
  missing <- c(setdiff(key_of(ours), key_of(figures)), setdiff(key_of(figures), key_of(ours)))
  if (length(missing) > 0) stop("Only in R or only in figures.csv:\n", paste(missing, collapse = "\n"))
  report <- figures[match(key_of(ours), key_of(figures)), ]
  shown <- is.na(report$held_back)
  ours <- ours[shown, ]; report <- report[shown, ]
  parts <- report$kind %in% c("real", "composition")
  error <- ifelse(is.na(report$standard_error), 0, report$standard_error)
  rounding <- 1e-6 * pmax(1, abs(report$estimate), na.rm = TRUE)
  for (name in numbers) {
    size <- if (name %in% c("estimate", "lower", "upper")) pmax(error, ifelse(parts, 1e-3, 0)) else if (name == "standard_error") rounding else 0
    compare(name, key_of(report), ours[[name]], report[[name]], size)
  }
}

results <- lapply(which(waves$wave %in% figures$wave), function(k) measured(waves[k, ]))
stack <- if (any(waves$change == "stacked")) stack_of(results)
pairs <- if (length(results) > 1) combn(length(results), 2, simplify = FALSE) else list()
changes <- lapply(pairs, function(pair) changes_between(results[[pair[1]]], results[[pair[2]]]))
parts <- lapply(pairs, function(pair) parts_between(results[[pair[1]]], results[[pair[2]]]))
compare_rows(do.call(rbind, c(lapply(results, `[[`, "rows"), changes, parts, list(movement(results)))))

all <- do.call(rbind, compared)
cat("Compared with R", as.character(getRversion()), "and survey", as.character(packageVersion("survey")),
  "(largest: the largest difference, 1 = all that is allowed)\n")
summary <- do.call(rbind, lapply(split(all, all$kind), function(rows) data.frame(what = rows$kind[1],
  numbers = sum(rows$number), largest = signif(max(rows$share), 2))))
print(summary[summary$numbers > 0, ], row.names = FALSE)
different <- all[!all$same, c("kind", "place", "R", "report")]
if (nrow(different) > 0) {
  print(head(different, 100), digits = 17, row.names = FALSE)
  cat(nrow(different), "numbers differ.\n")
  quit(status = 1)
}
if (sum(all$number) == 0) stop("Nothing was compared.")
cat(sum(all$number), "numbers, all equal.\n")
