# Reads a system file with haven and compares it with the same data in CSV, and with what another reader found its variables to be.
suppressMessages(library(haven))
read <- function(name) {
  utils::read.csv(name, colClasses = "character", check.names = FALSE, encoding = "UTF-8", na.strings = character())
}
problems <- 0L
compared <- 0L
same <- function(what, found, meant) {
  compared <<- compared + length(meant)
  if (identical(found, meant)) return(invisible())
  problems <<- problems + 1L
  cat("DIFFERENT:", what, "\n  found:", head(format(found), 5), "\n  meant:", head(format(meant), 5), "\n")
}
text <- function(number) ifelse(is.na(number), "", vapply(number, format, "", digits = 17, trim = TRUE, scientific = FALSE))

data <- read_sav("data.sav", user_na = TRUE)
csv <- read("data.csv")
variables <- read("variables.csv")
labels <- read("labels.csv")
missing <- read("missing.csv")
same("number of cases", nrow(data), nrow(csv))
same("names", names(data), variables$name)

for (i in seq_along(data)) {
  column <- data[[i]]
  name <- names(data)[i]
  written <- csv[[i]]
  meant <- variables[i, ]
  same(paste("label of", name), if (is.null(attr(column, "label"))) "" else attr(column, "label"), meant$label)
  own <- labels[labels$name == name, ]
  found <- attr(column, "labels")
  values <- if (is.character(column)) as.character(unname(found)) else text(as.numeric(found))
  order <- order(values)
  same(paste("labelled values of", name), if (length(found) == 0) character() else values[order], own$value[order(own$value)])
  same(paste("labels of", name), if (length(found) == 0) character() else names(found)[order], own$label[order(own$value)])
  na <- attr(column, "na_values")
  codes <- if (is.null(na)) character() else if (is.character(na)) na else text(as.numeric(na))
  same(paste("missing values of", name), sort(codes), sort(missing$value[missing$name == name]))

  if (inherits(column, "POSIXct")) {
    instants <- as.POSIXct(ifelse(written == "", NA, written), format = "%Y-%m-%dT%H:%M:%OSZ", tz = "UTC")
    same(paste("moments of", name), round(as.numeric(column), 3), round(as.numeric(instants), 3))
  } else if (is.character(column)) {
    # SPSS knows no blanks at the end, and says with a value why there is none
    plain <- as.character(unclass(column))
    plain[plain %in% codes] <- ""
    # read.csv makes one line end of two characters, which the file has kept
    if (name == "comment") same("line ends as they were sent", sum(grepl("first\r\nsecond", plain, fixed = TRUE)), 1L)
    same(paste("texts of", name), gsub("\r\n", "\n", plain, fixed = TRUE), sub(" +$", "", written))
  } else {
    numbers <- as.numeric(unclass(column))
    known <- !(text(numbers) %in% codes) & !is.na(numbers)
    same(paste("which of", name, "are known"), known, !(written %in% c("", "NA")))
    same(paste("numbers of", name), numbers[known], as.numeric(written[known]))
    if ("-8" %in% codes) same(paste("not applicable of", name), numbers[written == "NA"], rep(-8, sum(written == "NA")))
  }
}
cat(compared, "things compared.\n")
if (problems > 0L) quit(status = 1)
cat("All as they were written.\n")
