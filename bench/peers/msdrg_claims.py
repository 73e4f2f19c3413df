"""Claims in the form of `medcode group msdrg --ndjson`, as the PyPI package msdrg takes them."""

SEX = {"M": 0, "F": 1, "U": 2}
HOSPITAL = {"NON_EXEMPT": "NOT_EXEMPT", "EXEMPT": "EXEMPT", "UNKNOWN": "UNKNOWN"}


def diagnosis(given):
    made = {"code": given["code"]}
    if given.get("poa") in ("Y", "N", "U", "W"):
        made["poa"] = given["poa"]
    return made


def claim(given):
    return {
        "version": int(given["version"]),
        "discharge_date": int(given["dischargeDate"].replace("-", "")),
        "age": given["age"],
        "sex": SEX[given["sex"]],
        "discharge_status": int(given["dischargeStatus"]),
        "hospital_status": HOSPITAL[given.get("hospitalStatus", "NON_EXEMPT")],
        "pdx": diagnosis(given["pdx"]),
        "sdx": [diagnosis(one) for one in given["sdx"]],
        "procedures": [{"code": code} for code in given["px"]],
    }
