# The figures of the measuring engine from R's survey package, on rows that r-data.ts wrote.
#
#     Rscript engine.R FOLDER expert|usual SECONDS
#
# C of every item, factor and the whole, with its standard error, in the whole sample and in every value of four
# variables. Prints them as JSON with the time it took, without and with reading the file, and the most memory held.
# No domain is begun after so many seconds; "domains" says how many were done.
suppressMessages(library(survey))
given <- commandArgs(trailingOnly = TRUE)
folder <- given[1]
style <- match.arg(given[2], c("expert", "usual"))
limit <- as.numeric(given[3])
now <- function() proc.time()[["elapsed"]]

# ---- reading ------------------------------------------------------------------------------------------------------
began <- now()
path <- function(name) file.path(folder, name)
rows <- if (requireNamespace("data.table", quietly = TRUE))
  data.table::fread(path("rows.csv"), data.table = FALSE, na.strings = "", stringsAsFactors = TRUE) else
  read.csv(path("rows.csv"), na.strings = "", stringsAsFactors = TRUE)
margins <- read.csv(path("margins.csv"), stringsAsFactors = FALSE)
items <- read.csv(path("items.csv"), stringsAsFactors = FALSE)
read_seconds <- now() - began

segments <- c("abc", "market", "region", "tenure")
domains <- c(list(list(variable = NA, value = NA)), unlist(lapply(segments, function(variable)
  lapply(levels(rows[[variable]]), function(value) list(variable = variable, value = value))), recursive = FALSE))

# Shares of the items in each target: one column per item, factor and the whole, each with the sum 1.
factors <- unique(items$factor)
shares <- cbind(diag(nrow(items)),
                sapply(factors, function(f) items$inFactor * (items$factor == f)),
                items$inFactor * items$factorInAll)
targets <- c(items$item, paste0("factor:", factors), "overall")

# ---- design and weights: both styles alike ------------------------------------------------------------------------
rake <- function(data) {
  design <- svydesign(ids = ~1, strata = ~stratum, fpc = ~population, weights = ~weight, data = data)
  # R's parametrization: the size of the population, and each margin without its first category
  totals <- c("(Intercept)" = sum(margins$total[margins$variable == "stratum"]))
  for (variable in c("stratum", "region", "tenure")) {
    wanted <- levels(rows[[variable]])[-1]
    counts <- margins$total[margins$variable == variable][match(wanted, margins$value[margins$variable == variable])]
    totals <- c(totals, setNames(counts, paste0(variable, wanted)))
  }
  calibrate(design, ~stratum + region + tenure, totals, calfun = "raking", epsilon = 1e-13, maxit = 100)
}
over_domains <- function(measure) {
  results <- list()
  for (domain in domains) {
    if (now() - computing > limit) break
    figures <- measure(domain)
    results[[length(results) + 1]] <- data.frame(variable = domain$variable, value = domain$value, target = targets,
                                                 estimate = figures$estimate, se = figures$se)
  }
  list(figures = do.call(rbind, results), domains = length(results))
}

# ---- as an expert writes it: all targets of a domain at once ------------------------------------------------------
# Three columns per item: b - L, a - L and 1 where both are answered, 0 elsewhere. Every C is a function of their
# weighted totals, so that its influence is one matrix product; then residuals of the calibration, and per stratum
# one sum of squares.
expert <- function() {
  sides <- function(side) as.matrix(rows[paste0(items$item, side)])
  a <- sides(".a")
  b <- sides(".b")
  pairs <- 1 * !is.na(a + b)
  origin <- rep(items$origin, each = nrow(rows))
  x <- cbind(ifelse(pairs == 1, b - origin, 0), ifelse(pairs == 1, a - origin, 0), pairs)
  rm(a, b, pairs, origin)
  raked <- rake(rows[c("stratum", "population", "weight", "region", "tenure")])
  w <- weights(raked)
  calibration <- raked$postStrata[[1]]
  strata <- raked$strata[[1]]
  n <- as.vector(table(strata))
  size <- as.vector(tapply(raked$fpc$popsize[, 1], strata, `[`, 1))
  spread <- (1 - n / size) * n / (n - 1)
  k <- nrow(items)
  over_domains(function(domain) {
    inside <- if (is.na(domain$variable)) seq_len(nrow(rows)) else which(rows[[domain$variable]] == domain$value)
    part <- x[inside, , drop = FALSE] * w[inside]
    totals <- colSums(part)
    count <- totals[2 * k + 1:k]
    mean_b <- totals[1:k] / count
    mean_a <- totals[k + 1:k] / count
    expected <- as.vector(mean_a %*% shares)
    index <- as.vector(mean_b %*% shares) / expected
    by_b <- shares / count / rep(expected, each = k)
    by_a <- -by_b * rep(index, each = k)
    u <- matrix(0, nrow(rows), length(targets))
    u[inside, ] <- part %*% rbind(by_b, by_a, -by_b * mean_b - by_a * mean_a)
    e <- qr.resid(calibration$qr, u / calibration$w) * calibration$w
    squares <- rowsum(e^2, strata) - rowsum(e, strata)^2 / n
    list(estimate = index, se = sqrt(colSums(spread * squares)))
  })
}

# ---- as it is usually written: svyratio per item, svytotal and svycontrast for what is made of several -------------
usual <- function() {
  for (i in seq_len(nrow(items))) {
    a <- rows[[paste0(items$item[i], ".a")]] - items$origin[i]
    b <- rows[[paste0(items$item[i], ".b")]] - items$origin[i]
    both <- !is.na(a) & !is.na(b)
    rows[[paste0("a_", items$item[i])]] <- ifelse(both, a, 0)
    rows[[paste0("b_", items$item[i])]] <- ifelse(both, b, 0)
    rows[[paste0("o_", items$item[i])]] <- as.numeric(both)
  }
  raked <- rake(rows)
  side <- function(letter, share) paste(sprintf("%.17g * %s_%s / o_%s", share, letter, items$item, items$item)[share > 0],
                                        collapse = " + ")
  contrasts <- apply(shares[, -seq_len(nrow(items)), drop = FALSE], 2, function(share)
    parse(text = sprintf("(%s) / (%s)", side("b", share), side("a", share)))[[1]])
  all_columns <- reformulate(paste0(rep(c("a_", "b_", "o_"), each = nrow(items)), items$item))
  over_domains(function(domain) {
    part <- raked
    if (!is.na(domain$variable)) part <- raked[which(rows[[domain$variable]] == domain$value), ]
    ratios <- lapply(items$item, function(item)
      svyratio(reformulate(paste0("b_", item)), reformulate(paste0("a_", item)), part))
    totals <- svytotal(all_columns, part)
    composites <- lapply(contrasts, function(contrast) svycontrast(totals, contrast))
    list(estimate = c(sapply(ratios, coef), sapply(composites, coef)),
         se = c(sapply(ratios, SE), sapply(composites, SE)))
  })
}

computing <- now()
result <- if (style == "expert") expert() else usual()
seconds <- now() - computing

# ---- JSON ---------------------------------------------------------------------------------------------------------
text <- function(x) ifelse(is.na(x), "null", paste0("\"", x, "\""))
number <- function(x) ifelse(is.na(x), "null", sprintf("%.17g", x))
figures <- with(result$figures, sprintf("{\"target\":%s,\"variable\":%s,\"value\":%s,\"estimate\":%s,\"standardError\":%s}",
                                        text(target), text(variable), text(value), number(estimate), number(se)))
status <- readLines("/proc/self/status")
peak <- as.numeric(gsub("[^0-9]", "", grep("^VmHWM", status, value = TRUE))) * 1024
cat(sprintf("{\"version\":\"R %s, survey %s\",\"readSeconds\":%.3f,\"seconds\":%.3f,\"peakBytes\":%.0f,\"domains\":%d,\"allDomains\":%d,\"figures\":[%s]}\n",
            getRversion(), packageVersion("survey"), read_seconds, seconds, peak, result$domains, length(domains),
            paste(figures, collapse = ",")))
