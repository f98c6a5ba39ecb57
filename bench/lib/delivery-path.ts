/** Where the published articles of every case are read. */
export const deliveryPath = '/delivery/v1/spaces/bench/content/articles'
